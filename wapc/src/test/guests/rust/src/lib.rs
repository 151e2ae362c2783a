//! A guest by the wapc-guest crate.
use wapc_guest as guest;

#[no_mangle]
pub extern "C" fn wapc_init() {
    guest::register_function("echo", echo);
    guest::register_function("host", host);
    guest::register_function("fail", fail);
    guest::register_function("log", log);
    guest::register_function("trap", trap);
}

fn echo(payload: &[u8]) -> guest::CallResult {
    Ok(payload.to_vec())
}

fn host(payload: &[u8]) -> guest::CallResult {
    Ok(guest::host_call("default", "test:capability", "Ask", payload)?)
}

fn fail(_: &[u8]) -> guest::CallResult {
    Err("asked to fail".into())
}

fn log(payload: &[u8]) -> guest::CallResult {
    guest::console_log(std::str::from_utf8(payload)?);
    Ok(vec![])
}

fn trap(_: &[u8]) -> guest::CallResult {
    panic!("asked to trap")
}
