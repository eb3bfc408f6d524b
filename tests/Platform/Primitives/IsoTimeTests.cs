using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tracker.Platform.Primitives;

namespace Tracker.Tests.Platform.Primitives;

public sealed partial class IsoTimeTests
{
    private const string Alphabet = "0123456789-+:.TtZz ٣";

    [Theory]
    [InlineData("2025-12-31T10:00:00.123456789Z", "2025-12-31T10:00:00.123")]
    [InlineData("2025-12-31T10:00:00.9999999999999999999999999999999999999999Z", "2025-12-31T10:00:00.999")]
    [InlineData("2025-12-31T10:00:00.1Z", "2025-12-31T10:00:00.100")]
    [InlineData("2025-12-31t10:00:00z", "2025-12-31T10:00:00.000")]
    [InlineData("2025-12-31 10:00:00+00", "2025-12-31T10:00:00.000")]
    [InlineData("2025-12-31T10:00:00+01:00", "2025-12-31T09:00:00.000")]
    [InlineData("2025-12-31T10:00:00+0100", "2025-12-31T09:00:00.000")]
    [InlineData("2025-12-31T10:00:00.5+01", "2025-12-31T09:00:00.500")]
    [InlineData("2025-12-31T10:00-12:59", "2025-12-31T22:59:00.000")]
    [InlineData("2025-12-31T10:00:00-00:00", "2025-12-31T10:00:00.000")]
    [InlineData("2025-12-31T10:00:00", "2025-12-31T10:00:00.000")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.000")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999")]
    [InlineData("0001-01-01T12:58:00-12:59", "0001-01-02T01:57:00.000")]
    public void A_time_is_read_in_UTC_and_truncated_to_milliseconds(string text, string utc)
    {
        IsoTime.TryParse(text, out var read).ShouldBeTrue();

        read.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture).ShouldBe(utc);
        read.Kind.ShouldBe(DateTimeKind.Utc);
        (read.Ticks % TimeSpan.TicksPerMillisecond).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025-12-31T10:00:00.Z")]
    [InlineData("2025-12-31T10:00:00.")]
    [InlineData("2025-12-31T10:00:00,5Z")]
    [InlineData("2025-12-31T10:00.5Z")]
    [InlineData("2025-12-31T")]
    [InlineData("2025-12-31T10Z")]
    [InlineData("2025-12-31Z")]
    [InlineData("2025-12-31T10:00:00+1:00")]
    [InlineData("2025-12-31T10:00:00+01:")]
    [InlineData("2025-12-31T10:00:00+01:0")]
    [InlineData("2025-12-31T10:00:00+24:00")]
    [InlineData("2025-12-31T10:00:00+00:60")]
    [InlineData("2025-12-31T10:00:00Z+01:00")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2025-12-31T24:00:00Z")]
    [InlineData("2025-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("10000-01-01")]
    [InlineData(" 2025-12-31")]
    [InlineData("2025-12-31 ")]
    [InlineData("٢٠٢٥-١٢-٣١")]
    public void Other_text_is_refused_as_a_time(string text) => IsoTime.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("2024-02-29", "2024-02-29T23:59:59.999")]
    [InlineData("9999-12-31", "9999-12-31T23:59:59.999")]
    [InlineData("2024-02-29T00:00Z", "2024-02-29T00:00:00.000")]
    public void A_plain_date_may_mean_the_end_of_its_day(string text, string utc)
    {
        IsoTime.TryParse(text, endOfDay: true, out var read).ShouldBeTrue();

        read.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture).ShouldBe(utc);
    }

    [Fact]
    public void A_time_written_by_the_framework_is_read_identically() =>
        Prop.ForAll(ArbMap.Default.ArbFor<DateTimeOffset>(), time =>
        {
            var expected = time.UtcDateTime;
            return IsoTime.TryParse(time.ToString("O", CultureInfo.InvariantCulture), out var read)
                && read == expected.AddTicks(-(expected.Ticks % TimeSpan.TicksPerMillisecond));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_text_is_read_as_the_grammar_defines()
    {
        var texts = Gen.Choose(0, int.MaxValue).Select(seed => Written(new Random(seed))).ToArbitrary();

        Prop.ForAll(texts, text =>
            IsoTime.TryParse(text, out var read) == TryReference(text, out var expected) && read == expected)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    // A time near the edges of the calendar or anywhere in it, with at most one character changed, added or removed.
    private static string Written(Random random)
    {
        var year = random.Next(4) switch { 0 => 1, 1 => 9999, _ => random.Next(0, 10_000) };
        var text = $"{year:0000}-{random.Next(0, 14):00}-{random.Next(0, 33):00}";
        if (random.Next(8) > 0)
        {
            text += $"{"Tt "[random.Next(3)]}{random.Next(0, 25):00}:{random.Next(0, 61):00}";
            text += random.Next(4) > 0
                ? $":{random.Next(0, 61):00}" + (random.Next(2) == 0 ? "." + Digits(random, random.Next(0, 25)) : "")
                : "";
            text += random.Next(6) switch
            {
                0 => "",
                1 => "Z",
                2 => "z",
                3 => $"{"+-"[random.Next(2)]}{random.Next(0, 25):00}",
                4 => $"{"+-"[random.Next(2)]}{random.Next(0, 25):00}{random.Next(0, 61):00}",
                _ => $"{"+-"[random.Next(2)]}{random.Next(0, 25):00}:{random.Next(0, 61):00}",
            };
        }

        var (at, character) = (random.Next(text.Length), Alphabet[random.Next(Alphabet.Length)]);
        return random.Next(8) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, $"{character}"),
            2 => text[..at] + character + text[(at + 1)..],
            _ => text,
        };
    }

    private static string Digits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(10)));

    private static bool TryReference(string text, out DateTime utc)
    {
        utc = default;
        var match = Grammar().Match(text);
        int Number(string group) =>
            match.Groups[group].Length == 0 ? 0 : int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        if (!match.Success || Number("zoneHour") > 23 || Number("zoneMinute") > 59)
        {
            return false;
        }

        try
        {
            var fraction = int.Parse(match.Groups["fraction"].Value.PadRight(3, '0')[..3], CultureInfo.InvariantCulture);
            var local = new DateTime(
                Number("year"), Number("month"), Number("day"), Number("hour"), Number("minute"), Number("second"), fraction,
                DateTimeKind.Utc);
            var zone = new TimeSpan(Number("zoneHour"), Number("zoneMinute"), 0);
            utc = match.Groups["sign"].Value == "-" ? local + zone : local - zone;
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    [GeneratedRegex(
        """
        \A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})
        ([Tt\ ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?)?
        ([Zz]|(?<sign>[+-])(?<zoneHour>[0-9]{2})(:?(?<zoneMinute>[0-9]{2}))?)?)?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Grammar();
}
