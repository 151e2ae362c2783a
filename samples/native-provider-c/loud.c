/*
 * A capability provider in C: sample:loud answers a text in capitals. Build it with
 *   cc -shared -fPIC -Wall -O2 -I ../../native-abi -o libloud.so loud.c
 */
#include "wascc_provider.h"

#include <stdlib.h>
#include <string.h>

struct provider {
    wascc_dispatch_fn dispatch;
    wascc_release_fn release;
    void *user_data;
};

static int answer(int32_t status, const void *bytes, size_t len, uint8_t **out, size_t *out_len) {
    *out = malloc(len == 0 ? 1 : len);
    *out_len = *out == NULL ? 0 : len;
    if (*out == NULL) {
        return WASCC_ERROR;
    }
    memcpy(*out, bytes, len);
    return status;
}

static int is(const char *text, size_t len, const char *expected) {
    return len == strlen(expected) && memcmp(text, expected, len) == 0;
}

/* MessagePack by hand: a map of six, with short strings, small numbers, and one operation of direction to_provider (1). */
static const char DESCRIPTOR[] =
    "\x86"
    "\xa2id" "\xabsample:loud"
    "\xa4name" "\xafloud (C sample)"
    "\xa7version" "\xa5" "1.0.0"
    "\xa8revision" "\x01"
    "\xb0long_description" "\xb2" "Answers in capital"
    "\xb4supported_operations" "\x91\x83"
    "\xa4name" "\xa5Shout"
    "\xa9" "direction" "\x81\x01\xc0"
    "\xa7" "doctext" "\xa0";

uint32_t wascc_provider_abi_version(void) { return WASCC_PROVIDER_ABI_VERSION; }

void *wascc_provider_create(void) { return calloc(1, sizeof(struct provider)); }

void wascc_provider_destroy(void *provider) { free(provider); }

int32_t wascc_provider_configure_dispatch(void *handle, wascc_dispatch_fn dispatch, wascc_release_fn release, void *user_data) {
    struct provider *provider = handle;
    provider->dispatch = dispatch;
    provider->release = release;
    provider->user_data = user_data;
    return WASCC_OK;
}

int32_t wascc_provider_handle_call(void *handle, const char *origin, size_t origin_len, const char *operation,
                                   size_t operation_len, const uint8_t *message, size_t message_len, uint8_t **out,
                                   size_t *out_len) {
    (void)handle;
    int system = is(origin, origin_len, "system");
    if (system && is(operation, operation_len, "GetCapabilityDescriptor")) {
        return answer(WASCC_OK, DESCRIPTOR, sizeof DESCRIPTOR - 1, out, out_len);
    }
    if (system && (is(operation, operation_len, "BindActor") || is(operation, operation_len, "RemoveActor"))) {
        return answer(WASCC_OK, "", 0, out, out_len);
    }
    if (!is(operation, operation_len, "Shout")) {
        static const char WHY[] = "bad dispatch";
        return answer(WASCC_ERROR, WHY, sizeof WHY - 1, out, out_len);
    }
    int32_t status = answer(WASCC_OK, message, message_len, out, out_len);
    for (size_t i = 0; i < *out_len; i++) {
        if ((*out)[i] >= 'a' && (*out)[i] <= 'z') {
            (*out)[i] -= 'a' - 'A';
        }
    }
    return status;
}

void wascc_provider_free(uint8_t *bytes, size_t len) {
    (void)len;
    free(bytes);
}
