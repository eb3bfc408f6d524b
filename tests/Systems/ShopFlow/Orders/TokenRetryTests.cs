using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Tracker.Platform.Http.Authentication;
using Tracker.Systems.ShopFlow.Orders;

namespace Tracker.Tests.Systems.ShopFlow.Orders;

/// <summary>The meaning of auth-service's answers for a token (document 003 §7.1), after one retry where it may help.</summary>
public sealed class TokenRetryTests
{
    // One has a byte order mark, the other a charset unknown to the framework: both are UTF-8.
    private const string Valid =
        "\uFEFF{\"valid\": true, \"user\": {\"id\": \"d4e5f6a7-b8c9-0123-def0-123456789abc\", \"email\": \"a@b.c\", \"role\": "
            + "\"customer\"}}";

    [Theory]
    [InlineData("200", 1)]
    [InlineData("503 200", 2)]
    [InlineData("reset 200", 2)]
    [InlineData("cut 200", 2)]
    public async Task A_503_or_broken_connection_is_retried_once(string steps, int requests)
    {
        await using var peer = ScriptedPeer.Of(steps, Valid);
        using var callers = CallersOf(peer);

        (await callers.IdentifyAsync("token", CancellationToken.None))!.Subject.ShouldBe("d4e5f6a7-b8c9-0123-def0-123456789abc");
        peer.Requests.ShouldBe(requests);
    }

    [Theory]
    [InlineData("401", 1)]
    [InlineData("500", 1)]
    [InlineData("429", 1)]
    [InlineData("302", 1)]
    [InlineData("503 401", 2)]
    [InlineData("503 503", 2)]
    [InlineData("503 reset*", 2)]
    [InlineData("503 cut", 2)]
    [InlineData("reset 503 503", 2)]
    [InlineData("reset*", 2)]
    [InlineData("cut cut", 2)]
    [InlineData("cut 500", 2)]
    public async Task Any_other_answer_or_a_second_failure_refuses_the_token(string steps, int requests)
    {
        await using var peer = ScriptedPeer.Of(steps, Valid);
        using var callers = CallersOf(peer);

        (await callers.IdentifyAsync("token", CancellationToken.None)).ShouldBeNull();
        if (steps.Contains(ScriptedPeer.Reset, StringComparison.Ordinal))
        {
            // The framework retries these too.
            peer.Requests.ShouldBeGreaterThanOrEqualTo(requests);
        }
        else
        {
            peer.Requests.ShouldBe(requests);
        }
    }

    [Theory]
    [InlineData("silence", 1)]
    [InlineData("503 silence", 2)]
    [InlineData("reset silence", 2)]
    public async Task Both_attempts_share_two_seconds(string steps, int requests)
    {
        await using var peer = ScriptedPeer.Of(steps, Valid);
        using var callers = CallersOf(peer);
        var waited = Stopwatch.StartNew();

        var unanswered = await Should.ThrowAsync<TimeoutException>(
            async () => await callers.IdentifyAsync("token", CancellationToken.None));

        unanswered.Message.ShouldBe("auth-service did not answer within 2 s");
        waited.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(20));
        peer.Requests.ShouldBe(requests);
    }

    [Theory]
    [InlineData("503!")]
    [InlineData("reset!")]
    public async Task A_refused_connection_on_the_second_attempt_throws(string steps)
    {
        await using var peer = ScriptedPeer.Of(steps, Valid);
        using var callers = CallersOf(peer);

        await Should.ThrowAsync<HttpRequestException>(async () => await callers.IdentifyAsync("token", CancellationToken.None));
    }

    [Fact]
    public async Task A_canceled_caller_ends_the_attempts()
    {
        await using var peer = ScriptedPeer.Of("silence", Valid);
        using var callers = CallersOf(peer);
        using var hangsUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(async () => await callers.IdentifyAsync("token", hangsUp.Token));
    }

    private static PeerCallers<TokenAnswer> CallersOf(ScriptedPeer peer) =>
        TokenAnswer.Callers(new Uri(peer.Url, "/"), NullLogger<PeerCallers<TokenAnswer>>.Instance);
}
