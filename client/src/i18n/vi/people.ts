const peopleTexts = {
  title: 'Tài khoản và phân quyền',
} as const

export default peopleTexts
