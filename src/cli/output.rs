//! Where the output goes: standard output, or a file that is written whole or not at all.

use std::fmt::Display;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use sujetion::report::Colour;

use super::{Stop, args};

/// An output being written.
pub(crate) enum Output {
    Standard(BufWriter<io::StdoutLock<'static>>),
    /// A device or a pipe: there is nothing to put in its place.
    Special(PathBuf, BufWriter<File>),
    File(WholeFile),
}

impl Output {
    /// Opens the output that the arguments ask for.
    pub(crate) fn open(output: &args::Output) -> Result<Self, Stop> {
        let Some(path) = &output.file else {
            return Ok(Self::Standard(BufWriter::new(io::stdout().lock())));
        };
        let failed = |source| Stop::Output {
            path: Some(path.clone()),
            source,
        };
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => Err(failed(io::ErrorKind::IsADirectory.into())),
            Ok(metadata) if !metadata.is_file() => {
                let file = OpenOptions::new().write(true).open(path).map_err(failed)?;
                Ok(Self::Special(path.clone(), BufWriter::new(file)))
            }
            _ => WholeFile::begin(path).map(Self::File).map_err(failed),
        }
    }

    /// Whether the text form may use colour here: on a terminal, unless `NO_COLOR` is set.
    pub(crate) fn colour(&self) -> Colour {
        match self {
            Self::Standard(_) => match anstream::AutoStream::choice(&io::stdout()) {
                anstream::ColorChoice::Never => Colour::Never,
                _ => Colour::Ansi,
            },
            Self::Special(..) | Self::File(_) => Colour::Never,
        }
    }

    /// Puts the whole output in place.
    pub(crate) fn finish(self) -> Result<(), Stop> {
        let (path, written) = match self {
            Self::Standard(mut out) => (None, out.flush()),
            Self::Special(path, mut out) => (Some(path), out.flush()),
            Self::File(file) => (Some(file.path.clone()), file.finish()),
        };
        written.map_err(|source| Stop::Output { path, source })
    }

    /// The error of writing here.
    pub(crate) fn failed(&self, source: io::Error) -> Stop {
        let path = match self {
            Self::Standard(_) => None,
            Self::Special(path, _) => Some(path.clone()),
            Self::File(file) => Some(file.path.clone()),
        };
        Stop::Output { path, source }
    }

    /// Writes a text and puts it in place.
    pub(crate) fn write_whole(
        output: &args::Output,
        text: impl FnOnce(Colour) -> String,
    ) -> Result<(), Stop> {
        let mut out = Self::open(output)?;
        let text = text(out.colour());
        out.write_all(text.as_bytes())
            .map_err(|source| out.failed(source))?;
        out.finish()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::Special(_, out) => out.write(bytes),
            Self::File(file) => file.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::Special(_, out) => out.flush(),
            Self::File(file) => file.out.flush(),
        }
    }
}

/// A file that takes its place when it is whole.
///
/// It is written beside its place; what stood there before stays until then, and stays for good
/// if writing fails.
pub(crate) struct WholeFile {
    /// As it was asked for, for messages.
    path: PathBuf,
    /// Links followed.
    target: PathBuf,
    beside: PathBuf,
    out: BufWriter<File>,
}

impl WholeFile {
    fn begin(path: &Path) -> io::Result<Self> {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let mut beside = std::ffi::OsString::from(".");
        beside.push(name);
        beside.push(format!(".{}.tmp", std::process::id()));
        let beside = target.with_file_name(beside);
        let out = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)?;
        Ok(Self {
            path: path.to_path_buf(),
            target,
            beside,
            out: BufWriter::new(out),
        })
    }

    fn finish(mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Ok(before) = fs::metadata(&self.target) {
            self.out.get_ref().set_permissions(before.permissions())?;
        }
        fs::rename(&self.beside, &self.target)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        // Gone already where it took its place.
        let _ = fs::remove_file(&self.beside);
    }
}

/// Says on standard error what is wrong.
pub(crate) fn complain(what: &impl Display) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let mut err = anstream::stderr();
    // Control characters of a file name or of a term are not for the terminal either.
    let text: String = what.to_string().chars().map(visible).collect();
    // There is nowhere left to say that this failed.
    let _ = writeln!(err, "{style}sujetion:{style:#} {text}");
}

fn visible(c: char) -> char {
    if c.is_control() && c != '\n' {
        '\u{fffd}'
    } else {
        c
    }
}

/// Whether standard error is a terminal.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}
