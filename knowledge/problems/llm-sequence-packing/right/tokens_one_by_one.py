import numpy as np

def pack(documents, length, pad_id=0):
    rows = []
    for doc in documents:
        doc = [int(t) for t in doc]
        if len(doc) > length: raise ValueError('too long')
        if not doc: continue
        for row in rows:
            if len(row) + len(doc) <= length: break
        else:
            row = []; rows.append(row)
        seg = row[-1][1] + 1 if row else 1
        row += [(t, seg, i, i + 1 < len(doc)) for i, t in enumerate(doc)]
    full = [row + [(pad_id, 0, 0, False)]*(length - len(row)) for row in rows]
    a = np.array(full, dtype=np.int64).reshape(len(rows), length, 4)
    return dict(tokens=a[..., 0], segments=a[..., 1], positions=a[..., 2], has_label=a[..., 3].astype(bool))
