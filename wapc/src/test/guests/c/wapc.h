/* The imports of waPC. */
#ifndef WAPC_H
#define WAPC_H
#include <stddef.h>
#include <stdint.h>

#define IMPORT(name) __attribute__((import_module("wapc"), import_name(#name)))
#define EXPORT(name) __attribute__((export_name(#name)))

IMPORT(__guest_request) void guest_request(void *operation, void *payload);
IMPORT(__guest_response) void guest_response(const void *bytes, size_t length);
IMPORT(__guest_error) void guest_error(const void *text, size_t length);
IMPORT(__host_call) int host_call(const char *binding, size_t binding_length, const char *ns, size_t ns_length,
                                  const char *operation, size_t operation_length, const void *payload, size_t length);
IMPORT(__host_response_len) size_t host_response_length(void);
IMPORT(__host_response) void host_response(void *bytes);
IMPORT(__host_error_len) size_t host_error_length(void);
IMPORT(__host_error) void host_error(void *text);
IMPORT(__console_log) void console_log(const char *text, size_t length);

#endif
