/* A daemon, and an idle process: does nothing. Linked under N names, so that each daemon has an executable of its own. */
#include <unistd.h>

int main(void) {
    for (;;) pause();
}
