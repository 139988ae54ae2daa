//! thai
