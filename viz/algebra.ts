// The page takes from mathjs only what equations need; in Node its one browser file is read faster than twelve hundred modules.
import { derivative, parse, simplify } from 'mathjs/number';

export default { derivative, parse, simplify };
