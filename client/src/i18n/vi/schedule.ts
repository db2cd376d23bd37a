const scheduleTexts = {
  title: 'Lịch họp',
} as const

export default scheduleTexts
