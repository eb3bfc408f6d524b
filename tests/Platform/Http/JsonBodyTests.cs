using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Shouldly;
using Tracker.Platform.Http.Requests;

namespace Tracker.Tests.Platform.Http;

public sealed class JsonBodyTests
{
    [Fact]
    public async Task Read_values_survive_the_reuse_of_the_buffer()
    {
        using var body = await ReadAsync("""{"title": "Water the plants", "items": [{"name": "can"}]}""");

        body.RequiredText("title", new TextRule(1, 100)).ShouldBe("Water the plants");
        body.RequiredObjects("items", max: 1)[0].RequiredText("name", new TextRule(1, 100)).ShouldBe("can");
        body.Faults.Any.ShouldBeFalse();
    }

    [Fact]
    public async Task Invalid_UTF8_is_a_fault_even_in_unread_members()
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream([.. "{\"unknown\": \""u8, 0xFF, .. "\"}"u8]);

        using var body = await JsonBody.ReadAsync(context);

        body.Faults.Any.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\uFEFF{\"title\": \"\uFEFFx\"}", "\uFEFFx")]
    [InlineData("{\"title\": \"x\"}", "x")]
    public async Task A_byte_order_mark_before_the_body_is_ignored(string json, string title)
    {
        using var body = await ReadAsync(json);

        body.RequiredText("title", TextRule.Secret).ShouldBe(title);
        body.Faults.Any.ShouldBeFalse();
    }

    [Theory]
    [InlineData("\uFEFF", "a JSON object is required")]
    [InlineData("\uFEFF\uFEFF{}", "is not valid JSON")]
    public async Task A_byte_order_mark_must_precede_an_object(string json, string fault)
    {
        using var body = await ReadAsync(json);

        body.Faults.ToProblem().Faults.Select(each => each.Message).ShouldBe([fault]);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.50", "1.5")]
    [InlineData("-0.0", "0")]
    [InlineData("15e-1", "1.5")]
    [InlineData("0.00015E4", "1.5")]
    [InlineData("123456789012345678.25", "123456789012345678.25")]
    public async Task Decimals_are_read_by_value(string json, string value)
    {
        using var body = await ReadAsync($$"""{"n": {{json}}}""");

        body.RequiredDecimal("n", new DecimalRule(-1, 1e18m, 2)).ToString().ShouldBe(value);
        body.Faults.Any.ShouldBeFalse();
    }

    [Fact]
    public void Every_notation_of_a_decimal_has_the_same_value()
    {
        var numbers = ArbMap.Default.ArbFor<(long Cents, byte Zeros, byte Fraction)>();

        Prop.ForAll(numbers, number =>
        {
            var cents = number.Cents % 1_000_000_000_000_000;
            using var body = ReadAsync($$"""{"n": {{Written(cents, number.Zeros % 20, number.Fraction % 30)}}}""").GetAwaiter().GetResult();

            return body.RequiredDecimal("n", new DecimalRule(-1e15m, 1e15m, 2)) == cents / 100m && !body.Faults.Any;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_missing_object_is_one_fault_for_all_its_members()
    {
        using var body = await ReadAsync("{}");

        body.RequiredObject("address").RequiredText("city", new TextRule(1, 100)).ShouldBe("");

        body.Faults.ToProblem().Faults.Select(fault => $"{fault.Field} {fault.Message}").ShouldBe(["address is required"]);
    }

    // Has the given number of trailing zeros and fraction digits; the exponent compensates for them.
    private static string Written(long cents, int zeros, int fraction)
    {
        var digits = (Math.Abs(cents) + (cents == 0 ? "" : new string('0', zeros))).PadLeft(fraction + 1, '0');
        var exponent = fraction - 2 - (cents == 0 ? 0 : zeros);
        return $"{(cents < 0 ? "-" : "")}{digits[..^fraction]}{(fraction == 0 ? "" : "." + digits[^fraction..])}{(exponent % 2 == 0 ? 'e' : 'E')}{exponent}";
    }

    private static Task<JsonBody> ReadAsync(string json)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IRequestBodyPipeFeature>(new ReusedMemory(Encoding.UTF8.GetBytes(json)));
        return JsonBody.ReadAsync(context);
    }

    /// <summary>A server that overwrites its memory as soon as the buffer is returned.</summary>
    private sealed class ReusedMemory(byte[] bytes) : PipeReader, IRequestBodyPipeFeature
    {
        public PipeReader Reader => this;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new ReadResult(new ReadOnlySequence<byte>(bytes), isCanceled: false, isCompleted: true));

        public override void AdvanceTo(SequencePosition consumed) => Array.Fill(bytes, (byte)'x');

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => AdvanceTo(consumed);

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void CancelPendingRead() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null) => throw new NotSupportedException();
    }
}
