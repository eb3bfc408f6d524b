using System.Text;

namespace Tracker.Platform.Messaging.Live;

/// <summary>
/// The bytes of server-sent events (the HTML standard, §9.2.6). Each is encoded once; all streams write the same bytes.
/// </summary>
internal static class LiveFrames
{
    public const string Resync = "resync";
    private const int RetryMilliseconds = 3000;

    /// <summary>The first bytes of a stream: how long a client waits before it reconnects.</summary>
    public static byte[] Opening { get; } = Encoding.UTF8.GetBytes($"retry: {RetryMilliseconds}\n\n");

    /// <summary>A comment, where the position is not known to be that of the stream.</summary>
    public static byte[] Comment { get; } = ": \n\n"u8.ToArray();

    /// <param name="live">Its body is one line.</param>
    public static byte[] Event(LiveEvent live)
    {
        var head = Encoding.UTF8.GetBytes($"id: {live.Position}\nevent: {live.Topic}\ndata: ");
        return [.. head, .. live.Body, (byte)'\n', (byte)'\n'];
    }

    /// <summary>Events before the position were not sent: the client reads again what it shows.</summary>
    public static byte[] ResyncAt(LivePosition position) => Encoding.UTF8.GetBytes($"id: {position}\nevent: {Resync}\ndata: {{}}\n\n");

    /// <summary>A comment with the position, so that a client can resume after a time without events.</summary>
    public static byte[] Mark(LivePosition position) => Encoding.UTF8.GetBytes($": \nid: {position}\n\n");
}
