const pairing = {
  title: 'Ghép điểm cầu',
  heading: 'Nhập mã ghép điểm cầu',
  lead: 'Gọi kíp trực kỹ thuật để được đọc mã 8 chữ số. Mã chỉ dùng một lần, trong vài phút.',
  call: 'Kíp trực kỹ thuật: {{phone}}',
  code: 'Mã ghép, 8 chữ số',
  keypad: 'Bàn phím số',
  erase: 'Xóa một số',
  clear: 'Xóa hết',
  submit: 'Ghép',
  sending: 'Đang kiểm tra mã…',
  again: 'Gửi lại',
  unreached: 'Chưa liên lạc được với máy chủ. Kiểm tra dây mạng rồi bấm «Gửi lại».',
  notKept:
    'Trình duyệt không lưu được dữ liệu. Tắt chế độ ẩn danh hoặc kiểm tra dung lượng đĩa, rồi xin mã mới.',
  blocked: 'Nhập sai nhiều lần. Xin chờ {{duration}} rồi nhập lại.',
  wrong: 'Mã không đúng hoặc đã hết hạn. Xin đọc lại mã với kíp trực.',
  kit: 'Bộ cài cho máy phòng họp',
  kitBody: 'Chứng chỉ, quyền camera và micro, tự mở khi bật máy.',
  steps: {
    call: 'Gọi kíp trực kỹ thuật, nói tên điểm cầu.',
    type: 'Nhập mã được đọc qua điện thoại.',
    done: 'Xong. Từ nay máy tự vào họp mỗi khi bật.',
  },
} as const

export default pairing
