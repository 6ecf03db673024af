//! Objects of a git repository, through a pipe to `git cat-file --batch`.
//!
//! Nothing else of git is run, so that neither the configuration nor the index nor any hook of
//! the repository matters, and nothing is checked out, fetched or written.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;

use crate::{Error, Result};

/// The name of an object: SHA-1 or SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::history) struct ObjectId {
    bytes: [u8; 32],
    len: u8,
}

impl ObjectId {
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut id = Self {
            bytes: [0; 32],
            len: u8::try_from(bytes.len()).ok()?,
        };
        id.bytes.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(id)
    }

    pub(super) fn from_hex(hex: &str) -> Option<Self> {
        let pairs = hex.as_bytes().chunks(2);
        let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        let bytes: Vec<u8> = pairs.map(byte).collect::<Option<_>>()?;
        matches!(bytes.len(), 20 | 32).then(|| Self::from_bytes(&bytes))?
    }

    /// How many bytes it has.
    pub(super) fn len(self) -> usize {
        usize::from(self.len)
    }
}

impl std::fmt::Display for ObjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = &self.bytes[..self.len()];
        bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// An object as it is stored.
pub(super) struct Object {
    pub(super) id: ObjectId,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

/// No text of terms is as large.
const LARGEST: u64 = 64 << 20;

/// Reads objects; starts git anew where an object that is damaged ended it.
pub(in crate::history) struct Objects {
    git_dir: PathBuf,
    process: Process,
}

struct Process {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    complaints: Option<JoinHandle<String>>,
}

impl Objects {
    pub(in crate::history) fn open(git_dir: &Path) -> Result<Self> {
        let process = Process::start(git_dir).map_err(|error| Error::Git {
            path: git_dir.to_owned(),
            reason: match error.kind() {
                io::ErrorKind::NotFound => {
                    "`git` was not found; a repository of versions is read with it".to_owned()
                }
                _ => format!("`git` could not be started: {error}"),
            },
        })?;
        Ok(Self {
            git_dir: git_dir.to_owned(),
            process,
        })
    }

    pub(super) fn git_dir(&self) -> &Path {
        &self.git_dir
    }

    /// The content of a blob; why there is none otherwise.
    pub(in crate::history) fn blob(
        &mut self,
        id: ObjectId,
    ) -> std::result::Result<Vec<u8>, String> {
        self.object(&id.to_string(), Kind::Blob)
            .map(|object| object.bytes)
    }

    /// The object that a revision names, if it is of that kind.
    pub(super) fn object(
        &mut self,
        revision: &str,
        kind: Kind,
    ) -> std::result::Result<Object, String> {
        match self.process.ask(revision) {
            Ok(answer) => answer.and_then(|object| {
                if object.kind == kind {
                    Ok(object)
                } else {
                    Err(format!("object {revision} is of another kind"))
                }
            }),
            Err(error) => {
                let said = self.process.end();
                let reason = if said.is_empty() {
                    error.to_string()
                } else {
                    said
                };
                if let Ok(process) = Process::start(&self.git_dir) {
                    self.process = process;
                }
                Err(reason)
            }
        }
    }
}

impl Process {
    fn start(git_dir: &Path) -> io::Result<Self> {
        let mut command = Command::new("git");
        command
            .arg("--no-replace-objects")
            .arg("--git-dir")
            .arg(git_dir);
        command.args(["cat-file", "--batch"]);
        // A variable of a git that runs this must not lead to its repository.
        for name in [
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_COMMON_DIR",
            "GIT_INDEX_FILE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_NAMESPACE",
        ] {
            command.env_remove(name);
        }
        command
            .env("LC_ALL", "C")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0");
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let closed = || io::Error::other("a pipe to git is missing");
        let questions = child.stdin.take().ok_or_else(closed)?;
        let answers = BufReader::with_capacity(1 << 16, child.stdout.take().ok_or_else(closed)?);
        let errors = child.stderr.take().ok_or_else(closed)?;
        // Read beside, so that git never waits for somebody to read what it complains of.
        let complaints = std::thread::spawn(move || last_line(errors));
        Ok(Self {
            child,
            questions,
            answers,
            complaints: Some(complaints),
        })
    }

    /// Asks for an object. The outer error is that of a process that ended.
    fn ask(&mut self, revision: &str) -> io::Result<std::result::Result<Object, String>> {
        self.questions.write_all(revision.as_bytes())?;
        self.questions.write_all(b"\n")?;
        self.questions.flush()?;
        let mut header = String::new();
        if self.answers.read_line(&mut header)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let fields: Vec<&str> = header.split_ascii_whitespace().collect();
        let [id, kind, size] = fields[..] else {
            return Ok(Err(format!("object {}", header.trim())));
        };
        let (Some(id), Ok(size)) = (ObjectId::from_hex(id), size.parse::<u64>()) else {
            return Ok(Err(format!("object {}", header.trim())));
        };
        let kind = match kind {
            "commit" => Kind::Commit,
            "tree" => Kind::Tree,
            "blob" => Kind::Blob,
            _ => Kind::Tag,
        };
        if size > LARGEST {
            io::copy(&mut (&mut self.answers).take(size + 1), &mut io::sink())?;
            return Ok(Err(format!(
                "object {id} holds {size} bytes, too many for terms"
            )));
        }
        let mut bytes = Vec::new();
        let read = (&mut self.answers).take(size + 1).read_to_end(&mut bytes)?;
        if bytes.pop().is_none() || read as u64 != size + 1 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Ok(Object { id, kind, bytes }))
    }

    /// Ends the process; gives what it complained of last.
    fn end(&mut self) -> String {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.complaints
            .take()
            .and_then(|said| said.join().ok())
            .unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

fn last_line(errors: impl Read) -> String {
    let mut last = String::new();
    for line in BufReader::new(errors)
        .split(b'\n')
        .map_while(io::Result::ok)
    {
        if !line.is_empty() {
            last = String::from_utf8_lossy(&line).into_owned();
        }
    }
    last
}
