/*
 * The C interface of native capability providers, version 1. docs/native-abi.md tells it in words.
 *
 * A provider is a shared library that exports the seven functions below. All texts are UTF-8 with a length and without a
 * terminating zero. Messages are MessagePack, as the capability defines them. Any function may be called from any thread, and
 * several at once; only wascc_provider_create and wascc_provider_destroy are called alone.
 */
#ifndef WASCC_PROVIDER_H
#define WASCC_PROVIDER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define WASCC_EXPORT __declspec(dllexport)
#else
#define WASCC_EXPORT __attribute__((visibility("default")))
#endif

#define WASCC_PROVIDER_ABI_VERSION 1u

/* What functions answer. */
#define WASCC_OK 0
#define WASCC_ERROR 1 /* out holds a text that says why */

/*
 * Calls an actor that is bound to this provider and waits for its answer. Given by the host; may be called from any thread, also
 * while wascc_provider_handle_call runs, but not for the actor whose call that is. Whatever it puts into out is freed with the
 * release function of the host.
 */
typedef int32_t (*wascc_dispatch_fn)(void *user_data, const char *actor, size_t actor_len, const char *operation,
                                     size_t operation_len, const uint8_t *message, size_t message_len, uint8_t **out,
                                     size_t *out_len);
typedef void (*wascc_release_fn)(void *user_data, uint8_t *bytes, size_t len);

/* WASCC_PROVIDER_ABI_VERSION of the header that the library was built with. Called first. */
WASCC_EXPORT uint32_t wascc_provider_abi_version(void);

/* A new provider, or NULL. */
WASCC_EXPORT void *wascc_provider_create(void);

/* Ends its threads and frees everything. Called once, when no call is under way. */
WASCC_EXPORT void wascc_provider_destroy(void *provider);

/* Called once, before any wascc_provider_handle_call but GetCapabilityDescriptor. WASCC_OK, or WASCC_ERROR without a text. */
WASCC_EXPORT int32_t wascc_provider_configure_dispatch(void *provider, wascc_dispatch_fn dispatch, wascc_release_fn release,
                                                       void *user_data);

/*
 * One operation. origin is the public key of the calling actor, or "system": BindActor, RemoveActor and GetCapabilityDescriptor come
 * from there alone. *out and *out_len are set in any case; the host frees them with wascc_provider_free.
 */
WASCC_EXPORT int32_t wascc_provider_handle_call(void *provider, const char *origin, size_t origin_len, const char *operation,
                                                size_t operation_len, const uint8_t *message, size_t message_len,
                                                uint8_t **out, size_t *out_len);

/* Frees what wascc_provider_handle_call answered. bytes may be NULL. */
WASCC_EXPORT void wascc_provider_free(uint8_t *bytes, size_t len);

#ifdef __cplusplus
}
#endif

#endif
