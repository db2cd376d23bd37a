const audit = {
  title: 'Nhật ký thao tác',
  body: 'Mọi thao tác làm thay đổi dữ liệu hoặc phiên họp, mới nhất ở trên. Không ai sửa hay xóa được.',
  search: 'Tìm theo người, việc, đối tượng',
  from: 'Từ ngày',
  to: 'Đến ngày',
  outcome: 'Kết quả',
  anyOutcome: 'Mọi kết quả',
  done: 'Đã làm',
  refused: 'Bị từ chối',
  export: 'Tải về (CSV)',
  loading: 'Đang tải nhật ký…',
  more: 'Xem thêm',
  none: 'Chưa có thao tác nào',
  noneFound: 'Không có thao tác nào khớp',
  noneFoundBody: 'Thử bớt chữ hoặc nới khoảng ngày.',
  count: '{{count}} thao tác',
  column: { at: 'Lúc', actor: 'Ai', action: 'Việc', subject: 'Đối tượng', outcome: 'Kết quả' },
  details: 'Chi tiết',
  detailsOf: 'Chi tiết thao tác lúc {{time}}',
  field: { address: 'Địa chỉ', unit: 'Đơn vị', actorId: 'Mã người dùng', subjectId: 'Mã đối tượng' },
} as const

export default audit
