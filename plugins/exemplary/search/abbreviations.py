"""Abbreviations used by offices, with their full forms."""

ABBREVIATIONS = (
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("TTXVN", "Thông tấn xã Việt Nam"),
    ("HTX", "hợp tác xã"),
    ("THCS", "trung học cơ sở"),
    ("THPT", "trung học phổ thông"),
    ("BCH", "Ban Chấp hành"),
    ("BTV", "Ban Thường vụ"),
    ("CCB", "cựu chiến binh"),
    ("LĐLĐ", "Liên đoàn Lao động"),
    ("TNCS", "Thanh niên Cộng sản"),
    ("TP", "thành phố"),
    ("TP.HCM", "TPHCM", "TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ("NTM", "nông thôn mới"),
    ("CB", "cán bộ"),
)
"""Each form finds the other."""
