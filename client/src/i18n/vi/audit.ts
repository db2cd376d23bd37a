const auditTexts = {
  title: 'Nhật ký thao tác',
} as const

export default auditTexts
