//! A guest by the wapc-guest crate and Rust's standard library on WASI.
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::time::SystemTime;
use wapc_guest as guest;

#[no_mangle]
pub extern "C" fn wapc_init() {
    guest::register_function("echo", |payload| Ok(payload.to_vec()));
    guest::register_function("print", print);
    guest::register_function("files", files);
    guest::register_function("read", read);
    guest::register_function("clock", clock);
}

fn print(payload: &[u8]) -> guest::CallResult {
    println!("{}", std::str::from_utf8(payload)?);
    Ok(vec![])
}

/// Everything that programs do with files; what is wrong is the error.
fn files(payload: &[u8]) -> guest::CallResult {
    fs::create_dir_all("/a/b")?;
    let mut file = fs::OpenOptions::new().read(true).write(true).create_new(true).open("/a/b/one")?;
    file.write_all(payload)?;
    file.seek(SeekFrom::Start(1))?;
    let mut rest = String::new();
    file.read_to_string(&mut rest)?;
    file.seek(SeekFrom::End(-1))?;
    let end = file.stream_position()?;
    file.set_len(2)?;
    drop(file);
    fs::OpenOptions::new().append(true).open("/a/b/one")?.write_all(b"++")?;
    let size = fs::metadata("/a/b/one")?.len();
    fs::rename("/a/b/one", "/a/two")?;
    let mut names: Vec<String> = fs::read_dir("/a")?.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let content = fs::read_to_string("/a/two")?;
    let missing = fs::metadata("/a/b/one").unwrap_err().kind();
    let full = fs::remove_dir("/a").unwrap_err();
    fs::remove_file("/a/two")?;
    fs::remove_dir_all("/a")?;
    Ok(format!("{rest} {end} {size} {} {content} {missing:?} {:?}", names.join(","), full.raw_os_error()).into_bytes())
}

fn read(payload: &[u8]) -> guest::CallResult {
    Ok(fs::read(std::str::from_utf8(payload)?)?)
}

fn clock(_: &[u8]) -> guest::CallResult {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_nanos();
    Ok(now.to_string().into_bytes())
}
