#!/bin/sh
# Restarts cron. Exit status 0 says that it was restarted, anything else that it was not.
/etc/init.d/cron stop
/bin/sleep 1
/etc/init.d/cron start || exit 1
/bin/sleep 1
exit 0
