using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracker.Tests.Platform.Observability;

/// <summary>A span as received.</summary>
internal sealed record ReceivedSpan(string Service, string Name, string TraceId, string SpanId, string ParentId);

/// <summary>An OTLP receiver that keeps the spans it receives.</summary>
internal sealed class ToyCollector : IDisposable
{
    private readonly HttpListener listener = new();

    public ToyCollector()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add(Url + "/");
        listener.Start();
        _ = Task.Run(ReceiveAsync);
    }

    public string Url { get; }

    public ConcurrentQueue<string> Paths { get; } = new();

    public ConcurrentQueue<ReceivedSpan> Spans { get; } = new();

    public void Dispose() => listener.Close();

    private async Task ReceiveAsync()
    {
        while (true)
        {
            HttpListenerContext request;
            try
            {
                request = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await request.Request.InputStream.CopyToAsync(body);
            Paths.Enqueue(request.Request.Url!.AbsolutePath);
            Read(body.ToArray());
            request.Response.ContentType = "application/x-protobuf";
            request.Response.Close();
        }
    }

    // ExportTraceServiceRequest: resource_spans(1) { resource(1) { attributes(1) { key(1), value(2) { string(1) } } }, scope_spans(2) {
    // spans(2) { … } } }
    private void Read(byte[] body)
    {
        foreach (var resource in Protobuf.Fields(body, 1))
        {
            var service = Protobuf.Fields(resource, 1).SelectMany(r => Protobuf.Fields(r, 1))
                .Where(attribute => Text(attribute, 1) == "service.name")
                .Select(attribute => Text(Protobuf.Fields(attribute, 2).Single(), 1)).Single();
            foreach (var span in Protobuf.Fields(resource, 2).SelectMany(scope => Protobuf.Fields(scope, 2)))
            {
                Spans.Enqueue(new ReceivedSpan(service, Text(span, 5), Hex(span, 1), Hex(span, 2), Hex(span, 4)));
            }
        }
    }

    private static string Text(byte[] message, int field) => string.Concat(Protobuf.Fields(message, field).Select(Encoding.UTF8.GetString));

    private static string Hex(byte[] message, int field) => string.Concat(Protobuf.Fields(message, field).Select(Convert.ToHexStringLower));
}
