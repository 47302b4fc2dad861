cdef extern from *:
    """
    #include <poll.h>
    #include <pthread.h>
    #include <time.h>
    static volatile int busy = 1, go = 0;
    static void *watch(void *unused) {
        struct timespec nap = {0, 100000};
        struct pollfd asked = {3, POLLIN, 0};
        for (;;) {
            int quiet = 0, k;
            while (quiet < 3) { nanosleep(&nap, 0); quiet = (busy || poll(&asked, 1, 0) > 0) ? 0 : quiet + 1; }
            for (go = 1; poll(&asked, 1, 0) == 0 && !busy; ) { }
            go = 0;
        }
    }
    static void *spin(void *unused) {
        struct timespec nap = {0, 100000};
        for (;;) { while (go) { } nanosleep(&nap, 0); }
    }
    static void start(int count) {
        pthread_t made; pthread_attr_t small; int k;
        pthread_attr_init(&small); pthread_attr_setstacksize(&small, 65536);
        pthread_create(&made, &small, watch, 0);
        for (k = 0; k < count; k++) pthread_create(&made, &small, spin, 0);
    }
    """
    int busy
    void start(int count)


def burn(int count):
    start(count)


def set_busy(int on):
    global busy
    busy = on
