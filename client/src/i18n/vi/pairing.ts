const pairing = {} as const

export default pairing
