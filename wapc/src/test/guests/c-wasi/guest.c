/* A guest in C on wasi-libc. */
#include "../c/wapc.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int fail(const char *text) {
    guest_error(text, strlen(text));
    return 0;
}

static int ok(const char *text) {
    guest_response(text, strlen(text));
    return 1;
}

static int failed(const char *what) {
    char text[200];
    snprintf(text, sizeof text, "%s: %s", what, strerror(errno));
    return fail(text);
}

static int files(const char *payload) {
    char text[400], read_back[100];
    struct stat status;
    if (mkdir("/d", 0755)) return failed("mkdir");
    FILE *file = fopen("/d/one", "w+");
    if (!file || fputs(payload, file) < 0 || fseek(file, 1, SEEK_SET)) return failed("write");
    if (!fgets(read_back, sizeof read_back, file)) return failed("read");
    if (fclose(file)) return failed("close");
    if (stat("/d/one", &status)) return failed("stat");
    if (rename("/d/one", "/d/two")) return failed("rename");
    int entries = 0;
    DIR *directory = opendir("/d");
    if (!directory) return failed("opendir");
    for (struct dirent *entry; (entry = readdir(directory));) entries += strcmp(entry->d_name, "two") == 0;
    closedir(directory);
    int linked = symlink("/etc/passwd", "/d/link") == 0;
    int outside = open("/../etc/passwd", O_RDONLY) >= 0 || open("/d/../../etc/passwd", O_RDONLY) >= 0;
    if (unlink("/d/two") || rmdir("/d")) return failed("delete");
    snprintf(text, sizeof text, "%s %lld %d %d %d", read_back, (long long) status.st_size, entries, linked, outside);
    return ok(text);
}

/* Sleeps as many milliseconds as the payload says. */
static int wait_for(const char *payload) {
    struct timespec time = {atoi(payload) / 1000, atoi(payload) % 1000 * 1000000};
    nanosleep(&time, NULL);
    return ok("awake");
}

EXPORT(__guest_call) int guest_call(size_t operation_length, size_t length) {
    char *operation = calloc(operation_length + 1, 1), *payload = calloc(length + 1, 1);
    guest_request(operation, payload);
    int result;
    if (!strcmp(operation, "echo")) { guest_response(payload, length); result = 1; }
    else if (!strcmp(operation, "print")) { printf("%s\n", payload); fprintf(stderr, "and an error\n"); result = ok(""); }
    else if (!strcmp(operation, "files")) result = files(payload);
    else if (!strcmp(operation, "sleep")) result = wait_for(payload);
    else if (!strcmp(operation, "exit")) exit(atoi(payload));
    else result = fail("unknown operation");
    free(operation);
    free(payload);
    return result;
}
