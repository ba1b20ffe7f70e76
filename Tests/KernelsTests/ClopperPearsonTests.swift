import Kernels
import Testing

/// Held against scipy 1.17.1: `scipy.special.betainc`, `scipy.stats.beta.ppf`, `binom.sf` and `binomtest`.
struct ClopperPearsonTests {
    @Test(arguments: [
        (0.5, 1.0, 1.0, 0.5), (0.05, 1, 59, 0.9515054747505768), (0.3, 2.5, 7.5, 0.6789434858661821),
        (0.9, 40, 3, 0.19510765482693676), (0.051, 5000, 95_000, 0.925944834640188),
        (0.0501, 50_000, 950_000, 0.6772125272053431), (1e-6, 1, 1000, 0.0009995006661255913),
        (0.999, 1000, 2, 0.7353908495419277), (0.5, 500_000, 500_000, 0.5),
        (0.02, 0.5, 0.5, 0.0903344706017331), (-1, 2, 2, 0), (2, 2, 2, 1),
    ])
    func `the incomplete beta function is that of scipy`(x: Double, a: Double, b: Double, value: Double) {
        #expect(abs(IncompleteBeta.of(x, a, b) - value) < 1e-8)
    }

    @Test func `the incomplete beta function of nothing sensible is no number`() {
        #expect(IncompleteBeta.of(0.5, 0, 1).isNaN)
        #expect(IncompleteBeta.of(.nan, 1, 1).isNaN)
        #expect(IncompleteBeta.inverse(.nan, 1, 1).isNaN)
    }

    @Test(arguments: [
        (0, 1, 0.95, 0.95, 0.0), (0, 59, 0.95, 0.04950760988822693, 0),
        (1, 100, 0.95, 0.046559811453538935, 0.0005128014162622926),
        (2, 100, 0.95, 0.06161920039604069, 0.0035651526032567495),
        (5, 100, 0.95, 0.1022533776432745, 0.019905563662171843),
        (99, 100, 0.95, 0.9994871985837377, 0.9534401885464611),
        (50, 1000, 0.95, 0.06286340351237973, 0.039163535925589354),
        (37, 1000, 0.99, 0.05333813477690706, 0.024476750162822948),
        (4321, 100_000, 0.95, 0.04428245323087886, 0.042157186730556066),
        (3, 10, 0.5, 0.35509996791248866, 0.25857472328496317),
        (100, 100, 0.95, 1, 0.9704869503929601), (0, 100, 0.95, 0.029513049607039925, 0),
    ])
    func `the bounds are those of scipy`(
        errors: Int, count: Int, certainty: Double, upper: Double, lower: Double
    ) {
        #expect(abs(ClopperPearson.upper(errors: errors, of: count, certainty: certainty) - upper) < 1e-9)
        #expect(abs(ClopperPearson.lower(errors: errors, of: count, certainty: certainty) - lower) < 1e-9)
    }

    @Test func `without a sample, or asked for full certainty, everything is possible`() {
        #expect(ClopperPearson.upper(errors: 0, of: 0, certainty: 0.95) == 1)
        #expect(ClopperPearson.lower(errors: 0, of: 0, certainty: 0.95) == 0)
        #expect(ClopperPearson.upper(errors: 3, of: 10, certainty: 1) == 1)
        #expect(ClopperPearson.lower(errors: 3, of: 10, certainty: 1) == 0)
        #expect(ClopperPearson.upper(errors: 12, of: 10, certainty: 0.95) == 1)
        #expect(ClopperPearson.upper(errors: 3, of: 10, certainty: .nan) == 1)
    }

    @Test(arguments: [
        (1, 10, 0.05, 0.4012630607616211), (5, 50, 0.05, 0.10361681014414346),
        (12, 100, 0.05, 0.004274182466365919), (3, 1000, 0.01, 0.9973205680062085),
        (40, 500, 0.05, 0.002700957181704901), (0, 10, 0.5, 1), (11, 10, 0.5, 0), (10, 10, 1, 1),
    ])
    func `the tail of a binomial is that of scipy`(count: Int, trials: Int, rate: Double, tail: Double) {
        #expect(abs(BinomialTail.atLeast(count, of: trials, rate: rate) - tail) < 1e-9)
    }

    @Test(arguments: [
        (10, 2, 0.03857421875), (2, 10, 0.03857421875), (5, 5, 1), (3, 0, 0.25),
        (25, 12, 0.04703102743951604), (1, 0, 1), (0, 0, 1),
    ])
    func `an uneven split is as unlikely as scipy says`(first: Int, second: Int, chance: Double) {
        #expect(abs(BinomialTail.ofSplit(first, second) - chance) < 1e-9)
    }
}
