//! The dictionary as a prefix tree in one array: the children of a node stand side by side, sorted by
//! label. A label is a Thai character's distance from U+0E00. Immutable once built.

/// A word in labels with its cost, minus the logarithm of its probability.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weighted {
    pub codes: Box<[u8]>,
    pub cost: f32,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    first_child: u32,
    children: u8,
    label: u8,
    /// Infinite where no word ends.
    cost: f32,
}

#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
}

impl Trie {
    /// Builds the tree; of a word given twice the cheaper counts.
    pub fn build(mut words: Vec<Weighted>) -> Self {
        words.sort_unstable_by(|a, b| a.codes.cmp(&b.codes));
        let mut nodes = vec![Node { first_child: 0, children: 0, label: 0, cost: f32::INFINITY }];
        // Breadth first, so that children come to stand side by side.
        let mut level: Vec<(usize, &[Weighted])> = vec![(0, &words)];
        let mut depth = 0;
        while !level.is_empty() {
            let mut below = Vec::new();
            for (parent, group) in level {
                let ended = group.iter().take_while(|word| word.codes.len() == depth).count();
                let (here, longer) = group.split_at(ended);
                let first_child = nodes.len();
                for child in longer.chunk_by(|a, b| a.codes.get(depth) == b.codes.get(depth)) {
                    let label = child.first().and_then(|word| word.codes.get(depth)).copied();
                    below.push((nodes.len(), child));
                    nodes.push(Node {
                        first_child: 0,
                        children: 0,
                        label: label.unwrap_or_default(),
                        cost: f32::INFINITY,
                    });
                }
                let children = nodes.len() - first_child;
                if let Some(node) = nodes.get_mut(parent) {
                    node.cost = here.iter().map(|word| word.cost).fold(f32::INFINITY, f32::min);
                    // Thai has 87 characters and memory holds fewer than 2³² nodes.
                    node.first_child = u32::try_from(first_child).unwrap_or_default();
                    node.children = u8::try_from(children).unwrap_or_default();
                }
            }
            level = below;
            depth += 1;
        }
        Self { nodes }
    }

    /// A walk that stands at the root.
    pub fn walk(&self) -> Walk<'_> {
        Walk { trie: self, node: self.nodes.first().copied() }
    }

    fn child(&self, node: Node, label: u8) -> Option<Node> {
        let first = usize::try_from(node.first_child).ok()?;
        let children = self.nodes.get(first..first + usize::from(node.children))?;
        let at = children.binary_search_by_key(&label, |child| child.label).ok()?;
        children.get(at).copied()
    }
}

/// A place in the tree while reading a text.
pub(super) struct Walk<'t> {
    trie: &'t Trie,
    node: Option<Node>,
}

impl Walk<'_> {
    /// Goes on by these labels; false once no word continues so.
    pub fn step_all(&mut self, labels: &[u8]) -> bool {
        for label in labels {
            self.node = self.node.and_then(|node| self.trie.child(node, *label));
        }
        self.node.is_some()
    }

    /// The cost of the word that ends here, if one does.
    pub fn cost(&self) -> Option<f32> {
        self.node.map(|node| node.cost).filter(|cost| cost.is_finite())
    }
}
