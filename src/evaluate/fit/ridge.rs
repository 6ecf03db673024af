//! A linear classifier with a squared penalty on its weights and a squared hinge loss.
//!
//! Fitted by dual coordinate descent: Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual
//! coordinate descent method for large-scale linear SVM", ICML 2008, algorithm 1. The same data
//! give the same weights.

/// The cost of an error, against the penalty on the weights.
const COST: f64 = 0.1;

/// How often every row is looked at, at most.
const MOST_ROUNDS: usize = 60;

/// Where no gradient is larger than this, the weights are found.
const TOLERANCE: f64 = 1e-2;

/// Rows of a sparse matrix, each with its features ascending.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    starts: Vec<usize>,
    features: Vec<u32>,
    values: Vec<f64>,
}

impl Rows {
    pub(super) fn push(&mut self, row: impl Iterator<Item = (u32, f64)>) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        for (feature, value) in row {
            self.features.push(feature);
            self.values.push(value);
        }
        self.starts.push(self.features.len());
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(super) fn row(&self, place: usize) -> impl Iterator<Item = (usize, f64)> {
        let here = self.starts[place]..self.starts[place + 1];
        let features = self.features[here.clone()].iter();
        features
            .zip(&self.values[here])
            .map(|(&feature, &value)| (feature as usize, value))
    }

    /// The same rows with only the features that `place_of` gives a new place.
    pub(super) fn only(&self, place_of: &[Option<u32>]) -> Self {
        let mut kept = Self::default();
        for place in 0..self.len() {
            kept.push(
                self.row(place)
                    .filter_map(|(feature, value)| Some((place_of[feature]?, value))),
            );
        }
        kept
    }
}

/// What was fitted.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    pub(super) weights: Vec<f64>,
    pub(super) intercept: f64,
}

impl Linear {
    /// Fits the rows of `train`; a row is positive where `positive` says so.
    pub(super) fn fit(rows: &Rows, width: usize, train: &[usize], positive: &[bool]) -> Self {
        const DIAGONAL: f64 = 0.5 / COST;
        let mut model = Self {
            weights: vec![0.0; width],
            intercept: 0.0,
        };
        let curvature: Vec<f64> = train
            .iter()
            .map(|&row| 1.0 + DIAGONAL + rows.row(row).map(|(_, x)| x * x).sum::<f64>())
            .collect();
        let mut alphas = vec![0.0_f64; train.len()];
        let mut order: Vec<usize> = (0..train.len()).collect();
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        for _ in 0..MOST_ROUNDS {
            random.shuffle(&mut order);
            let mut steepest = 0.0_f64;
            for &at in &order {
                let row = train[at];
                let sign = if positive[row] { 1.0 } else { -1.0 };
                let gradient = sign * model.sum(rows, row) - 1.0 + DIAGONAL * alphas[at];
                if alphas[at] == 0.0 && gradient >= 0.0 {
                    continue;
                }
                steepest = steepest.max(gradient.abs());
                let new = (alphas[at] - gradient / curvature[at]).max(0.0);
                let step = (new - alphas[at]) * sign;
                alphas[at] = new;
                model.intercept += step;
                for (feature, value) in rows.row(row) {
                    model.weights[feature] += step * value;
                }
            }
            if steepest < TOLERANCE {
                break;
            }
        }
        model
    }

    /// The sum of a row.
    pub(super) fn sum(&self, rows: &Rows, row: usize) -> f64 {
        let products = rows.row(row).map(|(feature, x)| self.weights[feature] * x);
        self.intercept + products.sum::<f64>()
    }
}

/// Xorshift: the order of the rows has to be irregular, not unforeseeable.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            let other = self.next() % (last as u64 + 1);
            order.swap(last, usize::try_from(other).unwrap_or(0));
        }
    }
}

/// A line from sums to log-odds: `slope * sum + offset`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calibration {
    pub(super) slope: f64,
    pub(super) offset: f64,
}

impl Calibration {
    /// Fits the line to sums of rows that were left out, by Newton's method (Platt, 1999), with
    /// his targets a little inside of 0 and 1.
    pub(super) fn fit(sums: &[f64], positive: &[bool]) -> Self {
        let right = positive.iter().filter(|&&is| is).count();
        let (right, wrong) = (as_f64(right), as_f64(positive.len() - right));
        let target = |is: bool| {
            if is {
                (right + 1.0) / (right + 2.0)
            } else {
                1.0 / (wrong + 2.0)
            }
        };
        let mut line = Self {
            slope: 1.0,
            offset: 0.0,
        };
        for _ in 0..50 {
            // Gradient and curvature of the log-likelihood, with a little of a ridge.
            let (mut ga, mut gb, mut aa, mut ab, mut bb) = (0.0, 0.0, 1e-6, 0.0, 1e-6);
            for (&sum, &is) in sums.iter().zip(positive) {
                let p = 1.0 / (1.0 + (-line.of(sum)).exp());
                let (error, curve) = (target(is) - p, p * (1.0 - p));
                ga += error * sum;
                gb += error;
                aa += curve * sum * sum;
                ab += curve * sum;
                bb += curve;
            }
            let determinant = aa * bb - ab * ab;
            let (da, db) = (
                (ga * bb - gb * ab) / determinant,
                (gb * aa - ga * ab) / determinant,
            );
            if !(da.is_finite() && db.is_finite()) {
                break;
            }
            line.slope += da.clamp(-1.0, 1.0);
            line.offset += db.clamp(-1.0, 1.0);
            if da.abs() + db.abs() < 1e-6 {
                break;
            }
        }
        line
    }

    pub(super) fn of(self, sum: f64) -> f64 {
        self.slope * sum + self.offset
    }
}

/// Counts of rows are far below 2^52.
#[expect(clippy::cast_precision_loss, reason = "counts of rows are small")]
pub(super) fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{Calibration, Linear, Rows};

    /// Rows with features 0 (tells), 1 (tells nothing).
    fn rows() -> (Rows, Vec<bool>) {
        let mut rows = Rows::default();
        let mut positive = Vec::new();
        for place in 0..40_u32 {
            let tells = place % 4 == 0;
            let features = [(0, f64::from(u8::from(tells))), (1, f64::from(place % 3))];
            rows.push(features.into_iter().filter(|(_, value)| *value > 0.0));
            positive.push(tells);
        }
        (rows, positive)
    }

    #[test]
    fn finds_the_feature_that_tells() {
        let (rows, positive) = rows();
        let train: Vec<usize> = (0..rows.len()).collect();
        let model = Linear::fit(&rows, 2, &train, &positive);
        assert!(model.weights[0] > 5.0 * model.weights[1].abs(), "{model:?}");
        for &row in &train {
            assert_eq!(model.sum(&rows, row) > -0.2, positive[row]);
        }
    }

    #[test]
    fn a_calibrated_sum_is_log_odds() {
        // Of the sums of 1, three in four are positive; of those of -1, one in four.
        let sums: Vec<f64> = (0..400).map(|n| if n < 200 { 1.0 } else { -1.0 }).collect();
        let positive: Vec<bool> = (0..400).map(|n| (n % 4 == 0) == (n >= 200)).collect();
        let line = Calibration::fit(&sums, &positive);
        assert!((line.of(1.0) - 3.0_f64.ln()).abs() < 0.1, "{line:?}");
        assert!((line.of(-1.0) + 3.0_f64.ln()).abs() < 0.1, "{line:?}");
    }
}
