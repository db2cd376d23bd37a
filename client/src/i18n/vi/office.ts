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
} as const

export default officeTexts
