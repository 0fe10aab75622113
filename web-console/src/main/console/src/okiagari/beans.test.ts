import { describe, expect, it } from 'vitest'
import { pcheckBean } from './beans'

describe('the name of a pcheck bean', () => {
  it('is plain where the server leaves it plain', () => {
    expect(pcheckBean('pfile_web-1.a/b@c+d')).toBe('okiagari:pcheck=pfile_web-1.a/b@c+d,type=Pcheck')
  })

  it('is quoted and escaped as ObjectName.quote does', () => {
    expect(pcheckBean('app:web,1=*?"\\\n')).toBe('okiagari:pcheck="app:web,1=\\*\\?\\"\\\\\\n",type=Pcheck')
  })

  it('is quoted for a blank and for letters beyond ASCII', () => {
    expect(pcheckBean('my web')).toBe('okiagari:pcheck="my web",type=Pcheck')
    expect(pcheckBean('起きる')).toBe('okiagari:pcheck="起きる",type=Pcheck')
  })
})
