/* Providers that are as they should not be, one for each -D; and one that calls from a thread of its own. */
#include "wascc_provider.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef MARK
__attribute__((constructor)) static void mark(void) {
    FILE *file = fopen(MARK, "w");
    if (file != NULL) {
        fclose(file);
    }
}
#endif

#ifdef RUST
struct fat { void *data; void *vtable; };
WASCC_EXPORT struct fat __capability_provider_create(void) { struct fat none = {0, 0}; return none; }
#elif !defined(NOTHING)

static wascc_dispatch_fn dispatch;
static wascc_release_fn release;
static void *user_data;

#ifdef VERSION
uint32_t wascc_provider_abi_version(void) { return VERSION; }
#else
uint32_t wascc_provider_abi_version(void) { return WASCC_PROVIDER_ABI_VERSION; }
#endif

void *wascc_provider_create(void) {
#ifdef NULL_PROVIDER
    return NULL;
#else
    return malloc(1);
#endif
}

void wascc_provider_destroy(void *provider) { free(provider); }

#ifndef LACKS
int32_t wascc_provider_configure_dispatch(void *handle, wascc_dispatch_fn d, wascc_release_fn r, void *u) {
    (void)handle;
    dispatch = d;
    release = r;
    user_data = u;
    return WASCC_OK;
}
#endif

static const char DESCRIPTOR[] =
    "\x86" "\xa2id" "\xa8test:odd" "\xa4name" "\xa3odd" "\xa7version" "\xa5" "1.0.0" "\xa8revision" "\x01"
    "\xb0long_description" "\xa0" "\xb4supported_operations" "\x90";

struct job { char actor[57]; uint8_t *out; size_t out_len; int32_t status; };

static void *run(void *arg) {
    struct job *job = arg;
    job->status = dispatch(user_data, job->actor, 56, "Hear", 4, (const uint8_t *)"from a thread", 13, &job->out, &job->out_len);
    return NULL;
}

int32_t wascc_provider_handle_call(void *handle, const char *origin, size_t origin_len, const char *operation,
                                   size_t operation_len, const uint8_t *message, size_t message_len, uint8_t **out,
                                   size_t *out_len) {
    (void)handle; (void)origin_len; (void)message; (void)message_len;
    *out = NULL;
    *out_len = 0;
    if (operation_len == 23) {
        *out = malloc(sizeof DESCRIPTOR);
        *out_len = sizeof DESCRIPTOR - 1;
        memcpy(*out, DESCRIPTOR, *out_len);
#ifdef BAD_DESCRIPTOR
        *out_len = 3;
#endif
    } else if (operation_len == 6 && memcmp(operation, "Thread", 6) == 0) {
        struct job job;
        memset(&job, 0, sizeof job);
        memcpy(job.actor, origin, 56);
        pthread_t thread;
        pthread_create(&thread, NULL, run, &job);
        pthread_join(thread, NULL);
        *out = malloc(job.out_len + 1);
        *out_len = job.out_len;
        memcpy(*out, job.out, job.out_len);
        release(user_data, job.out, job.out_len);
        return job.status;
    } else if (operation_len == 4 && memcmp(operation, "Huge", 4) == 0) {
        *out = malloc(1);
        *out_len = (size_t)1 << 40;
    } else if (operation_len == 5 && memcmp(operation, "Error", 5) == 0) {
        return 77;
    }
    return WASCC_OK;
}

void wascc_provider_free(uint8_t *bytes, size_t len) {
    (void)len;
    free(bytes);
}
#endif
