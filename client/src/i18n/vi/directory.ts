const directoryTexts = {
  title: 'Danh mục đơn vị và điểm cầu',
} as const

export default directoryTexts
