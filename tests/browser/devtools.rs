//! Just enough of the DevTools protocol to open a page and ask it something: JSON messages in
//! the frames of a WebSocket on the loopback interface.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long a browser may take to start, or to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with one page. It ends with the value.
pub(crate) struct Browser {
    child: Child,
    socket: BufReader<TcpStream>,
    next: u64,
    events: Vec<Value>,
}

impl Browser {
    /// Starts a browser that keeps its data in a folder.
    pub(crate) fn start(program: &Path, folder: &Path) -> Self {
        let data = folder.join("browser");
        let mut child = Command::new(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--window-size=1280,900",
                "about:blank",
            ])
            .arg(format!("--user-data-dir={}", data.display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the browser starts");
        let port = port(&data.join("DevToolsActivePort"), &mut child);
        let socket = connect(port, &page_path(port));
        let mut browser = Self {
            child,
            socket,
            next: 0,
            events: Vec::new(),
        };
        for domain in ["Page", "Network", "Runtime", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    /// Opens a file and waits until it is loaded.
    pub(crate) fn open(&mut self, page: &Path) {
        self.call(
            "Page.navigate",
            json!({ "url": format!("file://{}", page.display()) }),
        );
        while !self.has("Page.loadEventFired") {
            let message = self.read();
            self.events.push(message);
        }
    }

    /// What an expression is on the page, as text.
    pub(crate) fn text(&mut self, expression: &str) -> String {
        let expression = format!("String({expression})");
        let answer = self.call("Runtime.evaluate", json!({ "expression": expression }));
        let value = answer["result"]["value"].as_str();
        value
            .unwrap_or_else(|| panic!("{expression}: {answer}"))
            .to_owned()
    }

    /// All addresses that were asked for.
    pub(crate) fn requests(&self) -> Vec<String> {
        let asked = self
            .events
            .iter()
            .filter(|event| event["method"] == "Network.requestWillBeSent");
        asked
            .map(|event| text_of(&event["params"]["request"]["url"]))
            .collect()
    }

    /// What the browser wrote into its log: errors, refusals by the security policy.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let methods = ["Log.entryAdded", "Runtime.exceptionThrown"];
        let said = self
            .events
            .iter()
            .filter(|event| methods.iter().any(|m| event["method"] == *m));
        said.map(|event| event["params"].to_string()).collect()
    }

    fn has(&self, method: &str) -> bool {
        self.events.iter().any(|event| event["method"] == method)
    }

    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.next += 1;
        let id = self.next;
        let message = json!({ "id": id, "method": method, "params": parameters });
        self.write(message.to_string().as_bytes());
        loop {
            let message = self.read();
            if message["id"] == id {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.events.push(message);
        }
    }

    /// Writes one text frame; what a client sends is masked, with zeros here.
    fn write(&mut self, text: &[u8]) {
        let mut frame = vec![0x81];
        match text.len() {
            len @ 0..=125 => frame.push(0x80 | len as u8),
            len => {
                frame.push(0x80 | 126);
                frame.extend(u16::try_from(len).expect("a short message").to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(text);
        self.socket
            .get_mut()
            .write_all(&frame)
            .expect("the browser listens");
    }

    /// Reads one message, of as many frames as it takes.
    fn read(&mut self) -> Value {
        let mut text = Vec::new();
        loop {
            let [first, second] = self.bytes();
            let len = match second & 0x7f {
                126 => u64::from(u16::from_be_bytes(self.bytes())),
                127 => u64::from_be_bytes(self.bytes()),
                len => u64::from(len),
            };
            let read = (&mut self.socket).take(len).read_to_end(&mut text);
            assert_eq!(read.expect("the browser answers") as u64, len);
            if first & 0x80 != 0 {
                return serde_json::from_slice(&text).expect("a message is JSON");
            }
        }
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.socket
            .read_exact(&mut bytes)
            .expect("the browser answers");
        bytes
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port, which the browser writes into a file when it listens.
fn port(file: &Path, child: &mut Child) -> u16 {
    let start = Instant::now();
    loop {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        if let Some(port) = text.lines().next().and_then(|line| line.parse().ok()) {
            return port;
        }
        let ended = child.try_wait().expect("the state of the browser");
        assert!(ended.is_none(), "the browser ended at once: {ended:?}");
        assert!(start.elapsed() < PATIENCE, "the browser does not listen");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The path of the socket of the first page.
fn page_path(port: u16) -> String {
    let start = Instant::now();
    loop {
        let pages = get(port, "/json/list");
        let pages = pages.as_array().cloned().unwrap_or_default();
        if let Some(page) = pages.iter().find(|page| page["type"] == "page") {
            let address = text_of(&page["webSocketDebuggerUrl"]);
            let path = address.splitn(4, '/').nth(3).expect("a path").to_owned();
            return format!("/{path}");
        }
        assert!(start.elapsed() < PATIENCE, "the browser shows no page");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn get(port: u16, path: &str) -> Value {
    let mut stream = stream(port);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    )
    .expect("the browser listens");
    let mut stream = BufReader::new(stream);
    let len = head(&mut stream);
    let mut body = vec![0; len];
    stream.read_exact(&mut body).expect("the browser answers");
    serde_json::from_slice(&body).expect("a list is JSON")
}

fn connect(port: u16, path: &str) -> BufReader<TcpStream> {
    let mut stream = stream(port);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n\
         Connection: Upgrade\r\nSec-WebSocket-Key: c3VqZXRpb24gc3VqZXRpbw==\r\n\
         Sec-WebSocket-Version: 13\r\n\r\n"
    )
    .expect("the browser listens");
    let mut stream = BufReader::new(stream);
    head(&mut stream);
    stream
}

fn stream(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("the browser listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time");
    stream
}

/// Reads the head of an answer; how long its body is.
fn head(stream: &mut BufReader<TcpStream>) -> usize {
    let mut len = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).expect("the browser answers");
        let line = line.trim().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            len = value.trim().parse().expect("a length");
        }
        if line.is_empty() {
            return len;
        }
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
