// A guest by the Go compiler itself, on WASI.
package main

import (
	"os"
	"strconv"
	"time"
	"unsafe"
)

//go:wasmimport wapc __guest_request
func guestRequest(operation, payload unsafe.Pointer)

//go:wasmimport wapc __guest_response
func guestResponse(bytes unsafe.Pointer, length uint32)

//go:wasmimport wapc __guest_error
func guestError(text unsafe.Pointer, length uint32)

//go:wasmimport wapc __host_call
func hostCall(b unsafe.Pointer, bl uint32, n unsafe.Pointer, nl uint32, o unsafe.Pointer, ol uint32, p unsafe.Pointer, pl uint32) uint32

//go:wasmimport wapc __host_response_len
func hostResponseLen() uint32

//go:wasmimport wapc __host_response
func hostResponse(bytes unsafe.Pointer)

//go:wasmimport wapc __host_error_len
func hostErrorLen() uint32

//go:wasmimport wapc __host_error
func hostError(text unsafe.Pointer)

//go:wasmimport wapc __console_log
func consoleLog(text unsafe.Pointer, length uint32)

func pointer(bytes []byte) unsafe.Pointer {
	return unsafe.Pointer(unsafe.SliceData(bytes))
}

func text(s string) (unsafe.Pointer, uint32) {
	return pointer([]byte(s)), uint32(len(s))
}

func ok(bytes []byte) uint32 {
	guestResponse(pointer(bytes), uint32(len(bytes)))
	return 1
}

func fail(message string) uint32 {
	guestError(text(message))
	return 0
}

func host(payload []byte) uint32 {
	b, bl := text("default")
	n, nl := text("test:capability")
	o, ol := text("Ask")
	if hostCall(b, bl, n, nl, o, ol, pointer(payload), uint32(len(payload))) == 1 {
		answer := make([]byte, hostResponseLen())
		hostResponse(pointer(answer))
		return ok(answer)
	}
	message := make([]byte, hostErrorLen())
	hostError(pointer(message))
	return fail(string(message))
}

func files(payload []byte) uint32 {
	if err := os.MkdirAll("/g/h", 0o755); err != nil {
		return fail(err.Error())
	}
	if err := os.WriteFile("/g/h/one", payload, 0o644); err != nil {
		return fail(err.Error())
	}
	if err := os.Rename("/g/h/one", "/g/two"); err != nil {
		return fail(err.Error())
	}
	entries, err := os.ReadDir("/g")
	if err != nil {
		return fail(err.Error())
	}
	content, err := os.ReadFile("/g/two")
	if err != nil {
		return fail(err.Error())
	}
	_, outside := os.ReadFile("/../etc/passwd")
	if err := os.RemoveAll("/g"); err != nil {
		return fail(err.Error())
	}
	return ok([]byte(string(content) + " " + strconv.Itoa(len(entries)) + " " + strconv.FormatBool(outside != nil)))
}

//go:wasmexport __guest_call
func guestCall(operationLen, length uint32) uint32 {
	operation := make([]byte, operationLen)
	payload := make([]byte, length)
	guestRequest(pointer(operation), pointer(payload))
	switch string(operation) {
	case "echo":
		return ok(payload)
	case "host":
		return host(payload)
	case "fail":
		return fail("asked to fail")
	case "log":
		consoleLog(pointer(payload), length)
		return ok(nil)
	case "trap":
		panic("asked to trap")
	case "print":
		os.Stdout.WriteString(string(payload) + "\n")
		return ok(nil)
	case "files":
		return files(payload)
	case "clock":
		return ok([]byte(strconv.FormatInt(time.Now().UnixNano(), 10)))
	}
	return fail("unknown operation")
}

func main() {}
