using System.Diagnostics;
using System.Text;
using Shouldly;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.Delivery;

namespace Tracker.Tests.Modules.Notifications.Delivery;

/// <summary>Tests of faults of the provider for every sender over HTTP.</summary>
public abstract class ProviderCompliance<TMessage> : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected abstract FakeProvider<TMessage> Provider { get; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_sent_message_has_the_providers_id_as_its_reference()
    {
        var result = await SendAsync(Patience);

        Provider.Mistakes.ShouldBeEmpty();
        result.ShouldBe(SendResult.Sent(IdOf(Provider.Accepted.ShouldHaveSingleItem())));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_provider_is_retried_and_accepts_the_message_once(int status)
    {
        Provider.Next(ProviderFault.Answer(status), ProviderFault.Answer(status));

        (await SendAsync(Patience)).Status.ShouldBe(SendStatus.Sent);

        (Provider.Requests, Provider.Accepted.Count).ShouldBe((3, 1));
    }

    [Fact]
    public async Task A_busy_provider_is_tried_three_times()
    {
        Provider.Always = ProviderFault.Answer(429);

        (await SendAsync(Patience)).Status.ShouldBe(SendStatus.Failed);

        Provider.Requests.ShouldBe(3);
    }

    [Fact]
    public async Task The_Retry_After_header_is_obeyed()
    {
        Provider.Next(ProviderFault.Answer(429, "", ("Retry-After", "2")));
        var watch = Stopwatch.StartNew();

        (await SendAsync(Patience)).Status.ShouldBe(SendStatus.Sent);

        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task A_Retry_After_beyond_the_limit_fails_at_once()
    {
        Provider.Next(ProviderFault.Answer(503, "", ("Retry-After", "3600")));
        var watch = Stopwatch.StartNew();

        (await SendAsync(TimeSpan.FromMinutes(5))).Status.ShouldBe(SendStatus.Failed);

        (Provider.Requests, watch.Elapsed < TimeSpan.FromSeconds(30)).ShouldBe((1, true));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(400)]
    [InlineData(404)]
    public async Task An_unexplained_refusal_is_a_failure_and_is_not_retried(int status)
    {
        Provider.Always = ProviderFault.Answer(status, "<html>Bad Gateway</html>");

        (await SendAsync(Patience)).Status.ShouldBe(SendStatus.Failed);

        Provider.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_whose_answer_is_lost_is_not_resent()
    {
        // The second message reuses the connection of the first. A client might take that connection for stale.
        await SendAsync(Patience);
        Provider.Next(ProviderFault.TakenUnsaid);

        (await SendAsync(Patience)).Status.ShouldBe(SendStatus.Failed);

        (Provider.Requests, Provider.Accepted.Count).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_provider_that_never_answers_fails_at_the_limit()
    {
        // The server is warm: connecting to a cold one may take the time that the limit leaves.
        await SendAsync(Patience);
        Provider.Always = ProviderFault.Silence;
        var watch = Stopwatch.StartNew();

        (await SendAsync(TimeSpan.FromSeconds(2))).Status.ShouldBe(SendStatus.Failed);

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(30));
        Provider.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task The_waits_between_retries_count_toward_the_limit()
    {
        Provider.Always = ProviderFault.Answer(429, "", ("Retry-After", "1"));
        var watch = Stopwatch.StartNew();

        (await SendAsync(TimeSpan.FromSeconds(1.5))).Status.ShouldBe(SendStatus.Failed);

        (Provider.Requests < 3, watch.Elapsed < TimeSpan.FromSeconds(10)).ShouldBe((true, true));
    }

    [Fact]
    public async Task A_canceled_send_throws_and_returns_no_result()
    {
        Provider.Always = ProviderFault.Silence;
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() => SendAsync(Patience, ct: end.Token));
    }

    [Fact]
    public async Task An_unreachable_provider_is_a_failure()
    {
        var result = await SendAsync(Patience, new Uri($"http://127.0.0.1:{FreePort.Take()}"));

        result.Status.ShouldBe(SendStatus.Failed);
        result.Detail.ShouldContain("refused");
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        Provider.Next(ProviderFault.Answer(307, "", ("Location", Provider.Url + "elsewhere")));

        (await SendAsync(Patience)).Status.ShouldBe(SendStatus.Failed);

        Provider.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task An_endless_answer_is_not_read_to_its_end()
    {
        Provider.Always = ProviderFault.Answer(500, new string('x', 1_000_000));

        (await SendAsync(Patience)).Status.ShouldBe(SendStatus.Failed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("<html>Welcome to the hotel's network</html>")]
    public async Task A_success_without_the_providers_id_is_a_failure(string body)
    {
        Provider.Always = ProviderFault.Answer(200, body);

        (await SendAsync(Patience)).Status.ShouldBe(SendStatus.Failed);
    }

    [Fact]
    public async Task The_reason_is_one_short_line_without_secrets()
    {
        var words = $"line\r\n\0two, {string.Join(' ', Secrets)} {new string('x', 990)}🎉{string.Join(' ', Secrets)}";
        Provider.Always = Refusal(words);

        var detail = (await SendAsync(Patience)).Detail;

        detail.ShouldContain("two, ***");
        detail.Length.ShouldBeLessThanOrEqualTo(1000);
        detail.Any(char.IsControl).ShouldBeFalse();
        Secrets.ShouldAllBe(secret => !detail.Contains(secret));
        // The text can be stored: truncation leaves no lone surrogate.
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(detail)).ShouldBe(detail);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_trace_reaches_the_provider_with_and_without_a_listener(bool listened)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => listened && source.Name == "System.Net.Http",
            Sample = (ref _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using var activity = new Activity("consuming").SetIdFormat(ActivityIdFormat.W3C).Start();

        await SendAsync(Patience);

        Provider.Traceparents.ShouldHaveSingleItem().ShouldStartWith($"00-{activity.TraceId}-");
    }

    /// <summary>Sends a message with a sender that has its own limit.</summary>
    protected abstract Task<SendResult> SendAsync(TimeSpan limit, Uri? elsewhere = null, CancellationToken ct = default);

    /// <summary>The secret that must not appear.</summary>
    protected abstract IReadOnlyList<string> Secrets { get; }

    protected abstract string IdOf(TMessage message);

    /// <summary>A refusal with this reason.</summary>
    protected abstract ProviderFault Refusal(string words);
}
