//! The laws of METHOD, section 7, on generated findings.
