import type { Texts } from './en'
import type { enActions } from './en-actions'

export const jaActions: Pick<Texts, keyof typeof enActions> = {
  needsRole: (what, role, user) => `${what}には ${role} の権限が必要です${user === '' ? '' : `。${user} にはありません`}。`,
  working: '実行しています …',
  done: '完了しました。',
  reloaded: '再読み込みしました。',

  acts: {
    reload: {
      name: '再読み込み',
      of: pcheck => `${pcheck} を再読み込み`,
      ask: pcheck => `${pcheck} を再読み込みしますか`,
      leadsTo: [
        'pfile を読み直し、すべてのプロセスを直ちに確認します。',
        'カウンターは 0 に戻り、RETRY_OVER は解除されます。停止しているプロセスは再起動されます。',
        'pfile にエラーがあれば何も変更せず、エラーをここに表示します。',
      ],
      did: pcheck => `${pcheck} を再読み込みしました`,
      failed: pcheck => `${pcheck} を再読み込みできませんでした`,
    },
    stop: {
      name: '監視停止',
      of: target => `${target} の監視を停止`,
      ask: target => `${target} の監視を停止しますか`,
      leadsTo: [
        '停止している間は、確認も再起動も報告もしません。プロセスが停止しても気付きません。',
        'プロセス自体は動き続けます。実行中の再起動スクリプトは最後まで実行されます。',
        '再読み込みやサーバーの再起動の後も、再開するまで停止したままです。',
      ],
      did: target => `${target} の監視を停止しました`,
      failed: target => `${target} の監視を停止できませんでした`,
    },
    start: {
      name: '監視再開',
      of: target => `${target} の監視を再開`,
      ask: target => `${target} の監視を再開しますか`,
      leadsTo: ['直ちに確認し直します。停止しているものは pfile に従って再起動されます。'],
      did: target => `${target} の監視を再開しました`,
      failed: target => `${target} の監視を再開できませんでした`,
    },
    dump: {
      name: 'ダンプ',
      of: pcheck => `${pcheck} のダンプを出力`,
      ask: pcheck => `${pcheck} のダンプを出力しますか`,
      leadsTo: ['パラメータ、すべての PENT、最近のイベント、スレッドをサーバーの SHM_DUMP_FILE に書き出します。', '以前のダンプは置き換えられます。監視には影響しません。'],
      did: pcheck => `${pcheck} のダンプを出力しました`,
      failed: pcheck => `${pcheck} のダンプを出力できませんでした`,
    },
    shutdown: {
      name: '終了',
      of: pcheck => `${pcheck} を終了`,
      ask: pcheck => `${pcheck} を終了しますか`,
      leadsTo: [
        'この pcheck は終了し、そのプロセスの監視と再起動は行われなくなります。',
        'プロセス自体は動き続けます。ほかの pcheck も動き続けます。',
        'カウンターは失われます。PFILES に pfile が指定されている場合だけ、サーバーとともに再び開始します。',
      ],
      did: pcheck => `${pcheck} を終了しました`,
      failed: pcheck => `${pcheck} を終了できませんでした`,
    },
    recoveryTest: {
      name: '復旧テスト',
      of: pcheck => `${pcheck} の復旧をテスト`,
      ask: pcheck => `${pcheck} のプロセスを今すぐ強制終了しますか`,
      leadsTo: [
        'この pcheck の AVAIL で再起動コマンドを持つプロセスをすべて強制終了 (SIGKILL) します。pid 1 は対象外です。',
        '実行中の処理は中断されます。再起動の回数をそれぞれ 1 回使います。',
        '最大 60 秒待ち、それぞれの復旧時間を表示します。',
      ],
      did: pcheck => `${pcheck} の復旧テストが終わりました`,
      failed: pcheck => `${pcheck} の復旧テストを実行できませんでした`,
    },
    startPfile: {
      name: 'pfile を開始',
      of: () => 'pfile から pcheck を開始',
      ask: () => 'pfile から pcheck を開始しますか',
      leadsTo: [
        'サーバーの conf/bin にある pfile をファイル名で指定します。',
        'プロセスを直ちに確認し、停止しているものは pfile に従って再起動します。',
        '終了するまで、サーバーとともに再び開始します。',
      ],
      did: pfile => `${pfile} を開始しました`,
      failed: pfile => `${pfile} を開始できませんでした`,
    },
  },
  pfileName: 'conf/bin のファイル名',
  checkAgain: 'もう一度確認',
  checkingPfile: 'pfile を読み込んでいます …',
  recoveryColumns: { pname: 'プロセス', killedPid: '終了した pid', newPid: '新しい pid', millis: '復旧まで', outcome: '結果' },
  nothingKilled: 'テストできるプロセスがありませんでした。',
  actionsLabel: target => `${target} の操作`,
  outcomes: '結果',
}
