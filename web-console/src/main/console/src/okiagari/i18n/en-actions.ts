/** The texts of everything that acts: what it is called, what it leads to, what came of it. */
export const enActions = {
  needsRole: (what: string, role: string, user: string): string =>
    `${what} needs the role ${role}${user === '' ? '' : `; ${user} does not have it`}.`,
  working: 'Working …',
  done: 'Done.',
  reloaded: 'Reloaded.',

  acts: {
    reload: {
      name: 'Reload',
      of: (pcheck: string): string => `Reload pcheck ${pcheck}`,
      ask: (pcheck: string): string => `Reload ${pcheck}?`,
      leadsTo: [
        'Okiagari reads the pfile again and looks at every process in it at once.',
        'Counters go back to 0 and RETRY_OVER ends, so a process that is missing is restarted.',
        'If the pfile has an error, nothing is changed and the error is shown here.',
      ],
      did: (pcheck: string): string => `${pcheck} is reloaded`,
      failed: (pcheck: string): string => `${pcheck} was not reloaded`,
    },
    stop: {
      name: 'Suspend',
      of: (target: string): string => `Suspend monitoring of ${target}`,
      ask: (target: string): string => `Suspend monitoring of ${target}?`,
      leadsTo: [
        'While it is suspended nothing is looked at, restarted or reported: a death goes unnoticed.',
        'The processes themselves go on running. A restart script that runs now ends in peace.',
        'It stays suspended over a reload and a restart of the server, until you resume it.',
      ],
      did: (target: string): string => `Monitoring of ${target} is suspended`,
      failed: (target: string): string => `Monitoring of ${target} was not suspended`,
    },
    start: {
      name: 'Resume',
      of: (target: string): string => `Resume monitoring of ${target}`,
      ask: (target: string): string => `Resume monitoring of ${target}?`,
      leadsTo: ['Okiagari looks anew at once: what is missing is restarted as its pfile says.'],
      did: (target: string): string => `Monitoring of ${target} is resumed`,
      failed: (target: string): string => `Monitoring of ${target} was not resumed`,
    },
    dump: {
      name: 'Dump',
      of: (pcheck: string): string => `Write the dump of ${pcheck}`,
      ask: (pcheck: string): string => `Write the dump of ${pcheck}?`,
      leadsTo: ['Parameters, all PENTs, the last events and the threads are written to SHM_DUMP_FILE on the server.', 'An older dump is replaced. Monitoring is not disturbed.'],
      did: (pcheck: string): string => `The dump of ${pcheck} is written`,
      failed: (pcheck: string): string => `The dump of ${pcheck} was not written`,
    },
    shutdown: {
      name: 'Shut down',
      of: (pcheck: string): string => `Shut down pcheck ${pcheck}`,
      ask: (pcheck: string): string => `Shut down ${pcheck}?`,
      leadsTo: [
        'This pcheck ends: none of its processes is watched or restarted any more.',
        'The processes themselves go on running. The other pchecks go on.',
        'Its counters are forgotten. It comes back with the server only if PFILES names its pfile.',
      ],
      did: (pcheck: string): string => `${pcheck} is ended`,
      failed: (pcheck: string): string => `${pcheck} was not ended`,
    },
    recoveryTest: {
      name: 'Recovery test',
      of: (pcheck: string): string => `Test the recovery of ${pcheck}`,
      ask: (pcheck: string): string => `Kill the processes of ${pcheck} now?`,
      leadsTo: [
        'Every AVAIL process of this pcheck that has a restart command is killed (SIGKILL), never pid 1.',
        'What they do is interrupted; each kill uses up one restart of its window.',
        'The page waits up to 60 seconds and shows how long each took to come back.',
      ],
      did: (pcheck: string): string => `The recovery test of ${pcheck} has ended`,
      failed: (pcheck: string): string => `The recovery test of ${pcheck} was not run`,
    },
    startPfile: {
      name: 'Start a pfile',
      of: (): string => 'Start a pcheck from a pfile',
      ask: (): string => 'Start a pcheck from a pfile?',
      leadsTo: [
        'The pfile is one of conf/bin on the server, given by its file name.',
        'Its processes are looked at at once; what is missing is restarted as the pfile says.',
        'It comes back with the server until it is shut down.',
      ],
      did: (pfile: string): string => `${pfile} is started`,
      failed: (pfile: string): string => `${pfile} was not started`,
    },
  },
  pfileName: 'File name in conf/bin',
  checkAgain: 'Check again',
  checkingPfile: 'Reading the pfile …',
  recoveryColumns: { pname: 'Process', killedPid: 'Killed pid', newPid: 'New pid', millis: 'Back after', outcome: 'Outcome' },
  nothingKilled: 'No process could be tested.',
  actionsLabel: (target: string): string => `Actions on ${target}`,
  outcomes: 'Outcome',
}
