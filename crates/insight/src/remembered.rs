//! What is the same for everybody until a figure changes is kept by the version of the figures and made again only then.
//! An epoch is never used twice, so no other database's figures can come up.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

/// At most so many results of one kind; when they are more, all are forgotten.
const MOST: usize = 64;

/// Results by what makes two of them the same.
pub(crate) struct Remembered<K, V>(Mutex<HashMap<K, V>>);

impl<K, V> Default for Remembered<K, V> {
    fn default() -> Self {
        Remembered(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Remembered<K, V> {
    /// The result of this key, made when it is not there yet; nothing is held while it is made.
    ///
    /// # Errors
    /// What `make` refuses with, which is not kept.
    pub fn get_or<E>(&self, key: K, make: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let made = make()?;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key, made.clone());
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_made_once_a_refusal_is_not_kept_and_room_is_made() {
        let kept = Remembered::<usize, usize>::default();
        assert_eq!(kept.get_or(0, || Err::<usize, _>("no")), Err("no"));
        assert_eq!(kept.get_or(0, || Ok::<_, &str>(7)), Ok(7));
        assert_eq!(kept.get_or(0, || Err("is not asked")), Ok(7));
        for key in 1..=MOST {
            let _ = kept.get_or(key, || Ok::<_, &str>(key));
        }
        assert_eq!(kept.get_or(0, || Ok::<_, &str>(8)), Ok(8), "the oldest went with all others");
    }
}
