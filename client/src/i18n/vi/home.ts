const home = {
  title: 'Hệ thống cầu truyền hình',
  question: 'Máy này dùng để làm gì?',
  site: {
    title: 'Điểm cầu',
    body: 'Máy của phòng họp: tự vào phiên họp, đăng ký và phát biểu.',
  },
  console: {
    title: 'Bàn điều khiển',
    body: 'Máy của văn phòng, chủ tọa và kíp trực: mở phiên họp, mời phát biểu, theo dõi các điểm cầu.',
  },
  kit: 'Bộ cài cho máy phòng họp',
  docs: 'Tài liệu giao thức',
  help: 'Kíp trực kỹ thuật: {{phone}}',
  version: 'Phiên bản {{version}}',
  unreachable: 'Chưa liên lạc được với máy chủ. Trang tự thử lại.',
} as const

export default home
