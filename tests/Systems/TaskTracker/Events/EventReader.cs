using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Shouldly;

namespace Tracker.Tests.Systems.TaskTracker.Events;

/// <summary>An event as a client receives it.</summary>
internal sealed record ReadEvent(string Id, string Name, JsonNode Data);

/// <summary>A client of the event stream that parses it as the HTML standard says.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpResponseMessage answer;
    private readonly BlockingCollection<ReadEvent> events = [];
    private readonly CancellationTokenSource closed = new();

    private EventReader(HttpResponseMessage answer)
    {
        this.answer = answer;
        Ended = Task.Run(ReadAsync);
    }

    public HttpResponseMessage Answer => answer;

    /// <summary>Completes when the server ends the stream.</summary>
    public Task Ended { get; }

    /// <summary>The id that a client sends when it reconnects.</summary>
    public string LastId { get; private set; } = "";

    public static async Task<EventReader> OpenAsync(Uri server, string token, string? lastEventId = null)
    {
        var reader = new EventReader(await AskAsync(server, token, lastEventId));
        reader.Answer.EnsureSuccessStatusCode();
        return reader;
    }

    public static async Task<HttpResponseMessage> AskAsync(Uri server, string? token, string? lastEventId = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(server, "/api/v1/events"));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<ReadEvent> NextAsync() => await Task.Run(() =>
        events.TryTake(out var next, Patience) ? next : throw new TimeoutException("No event within the time"));

    public async Task<List<ReadEvent>> NextAsync(int count)
    {
        var next = new List<ReadEvent>();
        while (next.Count < count)
        {
            next.Add(await NextAsync());
        }

        return next;
    }

    public async Task EndsWithinAsync(TimeSpan limit) => await Ended.WaitAsync(limit);

    public void HasNoMore() => events.Count.ShouldBe(0);

    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        // The response is still in use until the reading ends.
        await Ended;
        answer.Dispose();
        events.Dispose();
        closed.Dispose();
    }

    private static HttpClient Client { get; } = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 });

    private async Task ReadAsync()
    {
        try
        {
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(closed.Token));
            var (name, data) = ("message", "");
            while (await lines.ReadLineAsync(closed.Token) is { } line)
            {
                switch (line.Split(": ", 2))
                {
                    case ["id", var id]:
                        LastId = id;
                        break;
                    case ["event", var given]:
                        name = given;
                        break;
                    case ["data", var given]:
                        data += given;
                        break;
                    case [""] when data.Length > 0:
                        events.Add(new ReadEvent(LastId, name, JsonNode.Parse(data)!));
                        (name, data) = ("message", "");
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // The stream was cut off, or this client has closed it.
        }
    }
}
