import { aDetail, aPcheck, aPent, aPfile } from './fixtures'
import type { Fault, JournalEvent, Order, Outcome, PentDetail, PentsService, Pfile, Picture, Sign, Who } from './types'

/** A server in memory, for tests of the pages. */
export class FakeServer implements PentsService {
  picture: Picture = { pents: [aPent()], pchecks: [aPcheck()] }
  fault: Fault | null = null
  refusal: Fault | null = null
  user: Who = { user: 'admin', roles: ['viewer', 'operator', 'admin'] }
  detail: PentDetail = aDetail()
  pfileNow: Pfile = aPfile()
  journal: JournalEvent[] = []
  output = 'starting\n'
  outcome: Outcome = { words: 'Reloaded.' }
  readonly acted: Order[] = []
  reads = 0
  /** Says something to the page. */
  say: (sign: Sign) => void = () => undefined

  readonly read = () => {
    this.reads++
    return this.unlessFaulty(this.picture)
  }
  readonly listen = (hear: (sign: Sign) => void) => {
    this.say = hear
    return () => undefined
  }
  readonly who = () => Promise.resolve(this.user)
  readonly pent = () => this.unlessFaulty(this.detail)
  readonly scriptOutput = () => this.unlessFaulty(this.output)
  readonly pfile = () => this.unlessFaulty(this.pfileNow)
  readonly pcheckTexts = () => this.unlessFaulty({ param: 'PFILE = x\n', pent: 'pname = y\n' })
  readonly events = (afterSeq: number) => this.unlessFaulty(this.journal.filter(event => event.seq > afterSeq))
  readonly measures = () => this.unlessFaulty({ timings: [], figures: {} })
  readonly act = (order: Order) => {
    this.acted.push(order)
    return this.refusal === null ? Promise.resolve(this.outcome) : Promise.reject(this.refusal)
  }

  private unlessFaulty<T>(value: T): Promise<T> {
    return this.fault === null ? Promise.resolve(value) : Promise.reject(this.fault)
  }
}
