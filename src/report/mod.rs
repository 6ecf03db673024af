//! What is handed to the reader, in each of its forms.

pub mod codebook;
