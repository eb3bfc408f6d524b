using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tracker.Tests.TestKit.Delivery;

/// <summary>What a provider does instead of taking a message.</summary>
/// <param name="Kind">The kind of trouble.</param>
/// <param name="Status">The status of an answer.</param>
/// <param name="Body">The body of an answer.</param>
/// <param name="Headers">Further headers of an answer.</param>
public sealed record ProviderFault(ProviderFaultKind Kind, int Status = 0, string Body = "", params (string Name, string Value)[] Headers)
{
    /// <summary>Takes the request and never answers.</summary>
    public static ProviderFault Silence { get; } = new(ProviderFaultKind.Silence);

    /// <summary>Takes the message and breaks the connection instead of saying so.</summary>
    public static ProviderFault TakenUnsaid { get; } = new(ProviderFaultKind.TakenUnsaid);

    /// <summary>Answers something else.</summary>
    public static ProviderFault Answer(int status, string body = "", params (string Name, string Value)[] headers) => new(ProviderFaultKind.Answer, status, body, headers);
}

/// <summary>The kinds of trouble.</summary>
public enum ProviderFaultKind
{
    /// <summary>Another answer.</summary>
    Answer,

    /// <summary>No answer.</summary>
    Silence,

    /// <summary>The message is taken, the answer lost.</summary>
    TakenUnsaid,
}

/// <summary>A provider of messages on this machine: an HTTP server that checks who asks, keeps what it takes, and makes trouble when it is told to.</summary>
/// <typeparam name="TMessage">What it takes.</typeparam>
public abstract class FakeProvider<TMessage> : IAsyncDisposable
{
    private readonly ConcurrentQueue<ProviderFault> next = new();
    private readonly ConcurrentDictionary<object, DateTime> firsts = new();
    private readonly WebApplication app;
    private int requests;

    /// <summary>Starts it on a free port.</summary>
    protected FakeProvider()
    {
        Url = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Url.ToString());
        builder.Services.AddRoutingCore();
        app = builder.Build();
        app.Run(ServeAsync);
        app.StartAsync().GetAwaiter().GetResult();
    }

    /// <summary>Where it is.</summary>
    public Uri Url { get; }

    /// <summary>The messages it took, in order.</summary>
    public ConcurrentQueue<TMessage> Accepted { get; } = new();

    /// <summary>When a message came that it had taken before, in UTC: the first time and this one.</summary>
    public ConcurrentQueue<(DateTime First, DateTime Again)> Repeats { get; } = new();

    /// <summary>The <c>traceparent</c> of each request, in order; empty for a request without.</summary>
    public ConcurrentQueue<string> Traceparents { get; } = new();

    /// <summary>Why it turned requests away whose sender or form was not right; empty as long as nobody makes a mistake.</summary>
    public ConcurrentQueue<string> Mistakes { get; } = new();

    /// <summary>The requests that arrived, whatever became of them.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>How many messages it took a second time: same recipient, same words.</summary>
    public int Duplicates => Accepted.Count - Accepted.Select(Sameness).Distinct().Count();

    /// <summary>How long it thinks about each request.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>What every request meets from now on; null for nothing.</summary>
    public ProviderFault? Always { get; set; }

    /// <summary>What the next requests meet, one each.</summary>
    public void Next(params ReadOnlySpan<ProviderFault> faults)
    {
        foreach (var fault in faults)
        {
            next.Enqueue(fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads the message of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="id">The id the message gets.</param>
    /// <exception cref="MistakenRequestException">The provider would turn it away.</exception>
    protected abstract TMessage Read(HttpRequest request, byte[] body, string id);

    /// <summary>A new id, of the form the provider gives.</summary>
    protected abstract string NewId();

    /// <summary>What equals in two messages that are the same to their reader.</summary>
    protected abstract object Sameness(TMessage message);

    /// <summary>The answer to a message that was taken.</summary>
    protected abstract (int Status, string Body) Taken(string id);

    private async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        Traceparents.Enqueue(context.Request.Headers.TraceParent.ToString());
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await Task.Delay(Delay, context.RequestAborted);
        var fault = next.TryDequeue(out var queued) ? queued : Always;
        switch (fault?.Kind)
        {
            case ProviderFaultKind.Answer:
                Array.ForEach(fault.Headers, header => context.Response.Headers.Append(header.Name, header.Value));
                await AnswerAsync(context, fault.Status, fault.Body);
                break;
            case ProviderFaultKind.Silence:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case ProviderFaultKind.TakenUnsaid:
                Accept(Read(context.Request, body.ToArray(), NewId()));
                context.Abort();
                break;
            default:
                await TakeAsync(context, body.ToArray());
                break;
        }
    }

    private async Task TakeAsync(HttpContext context, byte[] body)
    {
        var id = NewId();
        try
        {
            Accept(Read(context.Request, body, id));
        }
        catch (MistakenRequestException e)
        {
            Mistakes.Enqueue(e.Message);
            await AnswerAsync(context, (int)HttpStatusCode.Forbidden, e.Message);
            return;
        }

        var (status, answer) = Taken(id);
        await AnswerAsync(context, status, answer);
    }

    private void Accept(TMessage message)
    {
        var now = DateTime.UtcNow;
        Accepted.Enqueue(message);
        if (firsts.GetOrAdd(Sameness(message), now) is var first && first != now)
        {
            Repeats.Enqueue((first, now));
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}

/// <summary>A request that the provider would turn away.</summary>
/// <param name="message">Why.</param>
public sealed class MistakenRequestException(string message) : Exception(message);
