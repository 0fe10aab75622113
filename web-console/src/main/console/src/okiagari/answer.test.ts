import { describe, expect, it } from 'vitest'
import { faultOfFailedRequest, pictureOf, sentence, valueOf, whoOf } from './answer'
import { aPcheck, aPent } from './fixtures'
import { Fault } from './types'

const faultOf = (work: () => unknown): Fault => {
  try {
    work()
  } catch (why) {
    if (why instanceof Fault) {
      return why
    }
    throw why
  }
  throw new Error('nothing was thrown')
}

const answer = (AllPents: unknown, Pchecks: unknown = []): unknown => ({ status: 200, value: { AllPents, Pchecks } })

describe('the picture', () => {
  it('is what the server sent', () => {
    expect(pictureOf(answer([aPent()], [aPcheck()]))).toEqual({ pents: [aPent()], pchecks: [aPcheck()] })
  })

  it('does without details of another version', () => {
    const row = { ...aPent(), watchedBy: undefined, upSince: undefined }

    expect(pictureOf(answer([row])).pents).toEqual([aPent({ watchedBy: '', upSince: 0 })])
  })

  it.each([
    ['no list', answer('[]'), 'AllPents is no list'],
    ['no row', answer([null]), 'AllPents[0] is no row'],
    ['a pid that is text', answer([aPent(), { ...aPent(), pid: '1' }]), 'AllPents[1] has no whole number pid'],
    ['a count that is broken', answer([{ ...aPent(), retryCount: 0.5 }]), 'AllPents[0] has no whole number retryCount'],
    ['a state that is missing', answer([{ ...aPent(), procSts: undefined }]), 'AllPents[0] has no text procSts'],
    ['no attributes', { status: 200, value: null }, 'the read brought no attributes'],
    ['no answer', undefined, 'it is no JSON object'],
  ])('is refused with %s', (_, wrong, why) => {
    const fault = faultOf(() => pictureOf(wrong))

    expect(fault.kind).toBe('failed')
    expect(fault.message).toContain(why)
  })
})

describe('an error inside HTTP 200', () => {
  it.each([
    [401, 'loggedOut'],
    [403, 'refused'],
    [404, 'noMonitor'],
    [500, 'failed'],
  ])('with status %i is the fault %s', (status, kind) => {
    expect(faultOf(() => valueOf({ status, error: 'x' })).kind).toBe(kind)
  })

  it('keeps all lines of the sentence and drops the Java class', () => {
    const error = 'java.lang.IllegalArgumentException : pfile_web:3: no such action (stop)\npfile_web:5: bad GRACE (x)'

    expect(faultOf(() => valueOf({ status: 500, error })).message).toBe(
      'pfile_web:3: no such action (stop)\npfile_web:5: bad GRACE (x)',
    )
  })

  it('says the status where there is no sentence', () => {
    expect(faultOf(() => valueOf({ status: 500 })).message).toBe('The server answered: 500.')
  })
})

it('leaves a sentence alone that only looks like a class', () => {
  expect(sentence('pfile : not found')).toBe('pfile : not found')
})

describe('a request that failed', () => {
  it.each([
    ['401: Unauthorized', 'loggedOut'],
    ['403: Forbidden', 'refused'],
    ['503: Service Unavailable', 'lost'],
    [new TypeError('Failed to fetch'), 'lost'],
  ])('%s', (why, kind) => {
    expect(faultOfFailedRequest(why).kind).toBe(kind)
  })
})

describe('who is logged in', () => {
  it('has the roles the server tells', () => {
    expect(whoOf({ user: 'eve', roles: ['viewer', 7] })).toEqual({ user: 'eve', roles: ['viewer'] })
  })

  it('is nobody known where the server tells nothing', () => {
    expect(whoOf(null)).toEqual({ user: '', roles: null })
    expect(whoOf({ user: 'eve' })).toEqual({ user: 'eve', roles: null })
  })
})
