const meTexts = {
  title: 'Tài khoản của tôi',
} as const

export default meTexts
