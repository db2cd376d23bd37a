const talkback = {
  start: 'Nói chuyện riêng',
  stop: 'Kết thúc nói riêng',
  starting: 'Đang gọi {{name}}…',
  on: 'Đang nói chuyện riêng với {{name}}',
  private: 'Chỉ hai bên nghe thấy nhau. Phòng đó thấy báo trên màn hình.',
  waiting: 'Đang chờ tiếng từ phòng đó…',
  other: '{{name}} đang nói chuyện riêng với phòng này',
  problem: {
    noMicrophone: 'Máy này không có micro dùng được.',
    microphoneDenied:
      'Trình duyệt chưa được phép dùng micro. Bấm biểu tượng bên trái địa chỉ trang để cho phép.',
    noMedia: 'Hình và tiếng của phiên họp chưa nối xong. Xin thử lại sau giây lát.',
  },
} as const

export default talkback
