const consoleTexts = {
  title: 'Bàn điều khiển',
} as const

export default consoleTexts
