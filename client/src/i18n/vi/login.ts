const login = {
  title: 'Đăng nhập bàn điều khiển',
  userName: 'Tên đăng nhập',
  password: 'Mật khẩu',
  show: 'Hiện mật khẩu',
  hide: 'Ẩn mật khẩu',
  submit: 'Đăng nhập',
  submitting: 'Đang đăng nhập…',
  required: { userName: 'Xin nhập tên đăng nhập.', password: 'Xin nhập mật khẩu.' },
  first: 'Lần đầu sử dụng: tên và mật khẩu được in một lần trên máy chủ khi khởi động.',
  again: {
    title: 'Đăng nhập lại để làm tiếp',
    body: 'Phiên đăng nhập đã kết thúc. Những gì đang mở và đang nhập trên trang vẫn giữ nguyên.',
    password: 'Mật khẩu của {{userName}}',
    other: 'Dùng tài khoản khác',
    elsewhere: '{{label}} (mở ở thẻ mới)',
  },
  checking: 'Đang kiểm tra đăng nhập…',
} as const

export default login
