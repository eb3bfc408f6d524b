using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tracker.Modules.Orders;

namespace Tracker.Tests.Modules.Orders;

public sealed class OrderTests
{
    // All 249 codes of ISO 3166-1 alpha-2.
    private const string Countries = """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM
        CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
        HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF
        MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE
        RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ
        VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
        """;

    // All codes of ISO 4217 in use in 2026 except XTS and XXX: since 2024 without ANG, BGN, CUC, HRK, SLL and ZWL, with XAD, XCG and ZWG.
    private const string Currencies = """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC
        CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES
        KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD
        OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
        TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMW
        ZWG
        """;

    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Totals_are_exact_sums_with_two_decimals()
    {
        var cents = ArbMap.Default.ArbFor<(int Cents, byte Quantity)[]>();

        Prop.ForAll(cents, lines =>
        {
            var used = lines.Select(line => (Cents: Math.Abs(line.Cents % 1_000_000L), Quantity: line.Quantity + 1L)).Take(100).ToList();
            var order =
                used.Count == 0 ? null : Place([.. used.Select(line => new OrderLine("p", null, line.Quantity, line.Cents / 100m))]);
            var total = used.Sum(line => line.Cents * line.Quantity);
            return total > 9_999_999_999 || used.Count == 0
                ? order is null
                : order!.TotalAmount == total / 100m && order.TotalAmount.Scale == 2;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(99_999_999.99, 1, true)]
    [InlineData(99_999_999.99, 2, false)]
    [InlineData(0.01, 9_999_999_999, true)]
    [InlineData(0.01, 10_000_000_000, false)]
    [InlineData(99_999_999.99, long.MaxValue, false)]
    public void A_total_beyond_the_column_is_refused(double price, long quantity, bool fits) =>
        (Place([.. Enumerable.Repeat(new OrderLine("p", null, quantity, (decimal)price), fits ? 1 : 1000)]) is not null).ShouldBe(fits);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, -0.01)]
    [InlineData(1, 0.001)]
    [InlineData(1, 100_000_000)]
    public void A_line_refuses_a_bad_value(long quantity, double price) =>
        Should.Throw<ArgumentException>(() => new OrderLine("p", null, quantity, (decimal)price));

    [Fact]
    public void An_order_refuses_content_outside_its_policy()
    {
        Should.Throw<ArgumentException>(() => Place([]));
        Should.Throw<ArgumentException>(() => Place([.. Enumerable.Repeat(new OrderLine("p", null, 1, 1), 1001)]));
        Should.Throw<ArgumentException>(
            () => Order.Place(Guid.NewGuid(), Guid.NewGuid(), OrderWorld.Content with { Currency = "usd" }, OrderWorld.Shop, Now));
    }

    [Fact]
    public void Only_the_transitions_of_the_life_cycle_are_allowed()
    {
        var statuses = OrderWorld.LifeCycle.Statuses;
        statuses.ShouldBe(["pending", "confirmed", "shipped", "delivered"]);

        foreach (var (from, to) in statuses.SelectMany(_ => statuses, (from, to) => (from, to)))
        {
            var order = Place([new OrderLine("p", null, 1, 1)])!;
            foreach (var step in statuses.Skip(1).TakeWhile(_ => order.Status != from))
            {
                order.MoveTo(step, OrderWorld.LifeCycle, trackingNumber: null, Now);
            }

            (order.MoveTo(to, OrderWorld.LifeCycle, trackingNumber: null, Now) is not null)
                .ShouldBe(statuses.ToList().IndexOf(to) == statuses.ToList().IndexOf(from) + 1, $"{from} → {to}");
        }
    }

    [Fact]
    public void The_codes_match_the_ISO_lists()
    {
        Sorted(IsoCodes.Countries).ShouldBe(OneLine(Countries));
        Sorted(IsoCodes.Currencies).ShouldBe(OneLine(Currencies));
    }

    private static string Sorted(IEnumerable<string> codes) => string.Join(' ', codes.Order(StringComparer.Ordinal));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static Order? Place(OrderLine[] lines) =>
        Order.Place(Guid.NewGuid(), Guid.NewGuid(), OrderWorld.Content with { Lines = lines }, OrderWorld.Shop, Now);
}
