/* A guest in C without any library. */
#include "wapc.h"

#define ROOM (2 << 20)

static char operation[256];
static char payload[ROOM];
static char answer[ROOM];

static int is(const char *name, size_t length) {
    size_t i = 0;
    while (i < length && name[i] == operation[i]) i++;
    return i == length && name[i] == 0;
}

static int fail(const char *text, size_t length) {
    guest_error(text, length);
    return 0;
}

EXPORT(__guest_call) int guest_call(size_t operation_length, size_t length) {
    if (operation_length > sizeof operation || length > ROOM) return fail("too long", 8);
    guest_request(operation, payload);
    if (is("echo", operation_length)) {
        guest_response(payload, length);
        return 1;
    }
    if (is("host", operation_length)) {
        if (host_call("default", 7, "test:capability", 15, "Ask", 3, payload, length)) {
            host_response(answer);
            guest_response(answer, host_response_length());
            return 1;
        }
        host_error(answer);
        return fail(answer, host_error_length());
    }
    if (is("log", operation_length)) {
        console_log(payload, length);
        guest_response(payload, 0);
        return 1;
    }
    if (is("fail", operation_length)) return fail("asked to fail", 13);
    if (is("trap", operation_length)) __builtin_trap();
    return fail("unknown operation", 17);
}
