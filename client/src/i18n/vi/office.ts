const officeTexts = {
  urgent: 'Gọi họp khẩn',
  sections: {
    label: 'Các phần của bàn điều khiển',
    conduct: 'Điều hành',
    schedule: 'Lịch họp',
    directory: 'Danh mục',
    people: 'Tài khoản',
    audit: 'Nhật ký',
    me: 'Tài khoản của tôi',
  },
  forbidden: {
    title: 'Phần này dành cho người quản trị',
    body: 'Tài khoản của bạn không có quyền quản trị đơn vị nào. Nếu cần, xin liên hệ người quản trị cấp trên.',
    back: 'Về bàn điều hành',
  },
} as const

export default officeTexts
