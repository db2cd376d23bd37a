import { AUDIT_WORDS } from '@diem-cau/protocol/words'

/** What actions, details and values are called is shared with the bridge, which writes it into files. */
const audit = {
  ...AUDIT_WORDS.vi,
  title: 'Nhật ký thao tác',
  body: 'Mọi thao tác làm thay đổi dữ liệu hoặc phiên họp, mới nhất ở trên. Không ai sửa hay xóa được.',
  search: 'Tìm theo người, đối tượng, địa chỉ',
  from: 'Từ ngày',
  to: 'Đến ngày',
  actionFilter: 'Việc',
  anyAction: 'Mọi việc',
  noAction: 'Không có việc nào khớp',
  outcome: 'Kết quả',
  anyOutcome: 'Mọi kết quả',
  clear: 'Bỏ lọc',
  export: 'Tải về (CSV)',
  loading: 'Đang tải nhật ký…',
  more: 'Xem thêm',
  none: 'Chưa có thao tác nào',
  noneFound: 'Không có thao tác nào khớp',
  noneFoundBody: 'Thử bớt chữ, nới khoảng ngày hoặc bỏ lọc.',
  count: '{{count}} thao tác',
} as const

export default audit
