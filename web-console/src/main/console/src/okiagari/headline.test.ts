import { describe, expect, it } from 'vitest'
import { aPent, aPicture } from './fixtures'
import { headlineOf as headlineIn } from './headline'
import { en } from './i18n/en'
import type { Picture } from './types'

const headlineOf = (picture: Picture) => headlineIn(picture, en)

const up = aPent()
const inState = (procSts: string) => aPent({ procSts })

describe('the headline', () => {
  it('says that all are saved', () => {
    expect(headlineOf(aPicture(up, up))).toEqual({
      tone: 'success',
      title: 'All saved',
      facts: ['2 of 2 processes up in 1 pcheck'],
    })
  })

  it('counts those that need a person, whatever else goes on', () => {
    const { tone, title, facts } = headlineOf(aPicture(up, inState('RETRY_OVER'), inState('DOWN'), inState('RESTART')))

    expect(tone).toBe('danger')
    expect(title).toBe('2 need you')
    expect(facts[0]).toBe('1 of 4 processes up in 1 pcheck')
    expect(facts).toHaveLength(4)
  })

  it('says it of one in the singular', () => {
    expect(headlineOf(aPicture(inState('DOWN'))).title).toBe('1 needs you')
  })

  it('does not call a person for a restart under way', () => {
    expect(headlineOf(aPicture(up, inState('RESTART')))).toMatchObject({ tone: 'warning', title: '1 being restarted' })
  })

  it('does not say that all are saved before all are looked at', () => {
    expect(headlineOf(aPicture(up, inState('WAIT'))).title).toBe('Looking for 1 process')
  })

  it('does not say that all are saved while some are not watched', () => {
    expect(headlineOf(aPicture(up, aPent({ monitorSts: 'off' })))).toMatchObject({
      tone: 'warning',
      title: 'All watched are saved, 1 not watched',
    })
  })

  it('does not say that all are saved in a state it does not know', () => {
    expect(headlineOf(aPicture(up, inState('FROZEN'))).tone).toBe('warning')
  })

  it('says that nothing is watched, and what to do', () => {
    const { title, facts } = headlineOf(aPicture())

    expect(title).toBe('Nothing is watched')
    expect(facts.join()).toContain('pcheck -f')
  })
})
