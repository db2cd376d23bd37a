import { describe, expect, it } from 'vitest'
import {
  draftOfSite,
  draftOfUnit,
  isOnlyContact,
  rebase,
  siteFaults,
  siteOfDraft,
  unitFaults,
  unitOfDraft,
} from './drafts.ts'
import { aSite, aUnit, id } from './testing.ts'

const unit = aUnit('X01', {
  name: 'Xã Lũng Cú',
  parentId: id('dv'),
  aliases: ['Lũng Cú', 'Xã Lủng Cú'],
  contact: { name: 'Văn thư', phone: '000 000', email: 'office@example.org' },
})
const site = aSite('s', 'x', { downKbps: 10_000, upKbps: 2_500, room: 'Tầng 2' })

describe('the fields of a form', () => {
  it('make the same record that they came from', () => {
    expect(unitOfDraft(draftOfUnit(unit), unit)).toEqual(unit)
    expect(siteOfDraft(draftOfSite(site), site)).toEqual(site)
  })

  it('are tidied: spaces, composed accents, capital codes, one alias a line', () => {
    const draft = {
      ...draftOfUnit(unit),
      name: `  Xa\u0303   Lũng  Cú `,
      code: ' x01a ',
      aliases: 'A\n\n A \nB',
    }
    expect(unitOfDraft(draft, unit)).toMatchObject({ name: 'Xã Lũng Cú', code: 'X01A', aliases: ['A', 'B'] })
  })

  it('take bandwidths in Mbit/s with a comma or a point; empty is not known', () => {
    const of = (downMbps: string) => siteOfDraft({ ...draftOfSite(site), downMbps }, site).downKbps
    expect(draftOfSite(site)).toMatchObject({ downMbps: '10', upMbps: '2,5' })
    expect([of('2,5'), of('2.5'), of('0,512'), of(''), of('100')]).toEqual([2_500, 2_500, 512, null, 100_000])
    expect(siteFaults({ ...draftOfSite(site), downMbps: '10 Mb', upMbps: '0' })).toEqual({
      downMbps: 'badNumber',
      upMbps: 'badNumber',
    })
  })

  it('say what is missing or wrong, and nothing when all is well', () => {
    expect(unitFaults(draftOfUnit(unit))).toEqual({})
    const wrong = {
      ...draftOfUnit(unit),
      name: ' ',
      code: 'mã',
      contactPhone: 'gọi tôi',
      contactEmail: 'a@b@c',
    }
    expect(unitFaults(wrong)).toEqual({
      name: 'missing',
      code: 'badCode',
      contactPhone: 'badPhone',
      contactEmail: 'badEmail',
    })
  })
})

describe('whom to write to', () => {
  const before = draftOfUnit(unit)

  it('is told from what makes a unit another one', () => {
    expect(
      isOnlyContact(before, { ...before, contactPhone: '0219 000', contactEmail: 'vp@xa.example' }),
    ).toBe(true)
    expect(isOnlyContact(before, { ...before, contactPhone: '0219 000', name: 'Xã Khác' })).toBe(false)
    expect(isOnlyContact(before, { ...before })).toBe(false)
  })
})

describe('two people change one record', () => {
  const base = { name: 'A', room: '1', phone: '' }

  it('what only the other changed is taken over, what only I changed stays', () => {
    expect(rebase(base, { ...base, name: 'B' }, { ...base, room: '2' })).toEqual({
      draft: { name: 'B', room: '2', phone: '' },
      taken: ['room'],
      collisions: [],
    })
  })

  it('what both changed stays mine, and theirs is offered', () => {
    const result = rebase(base, { ...base, name: 'B' }, { ...base, name: 'C' })
    expect(result.draft.name).toBe('B')
    expect(result.collisions).toEqual([{ field: 'name', mine: 'B', theirs: 'C' }])
  })

  it('what both changed to the same is no matter', () => {
    expect(rebase(base, { ...base, name: 'B' }, { ...base, name: 'B' }).collisions).toEqual([])
  })
})
