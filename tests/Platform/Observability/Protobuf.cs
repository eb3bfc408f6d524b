using System.Buffers.Binary;

namespace Tracker.Tests.Platform.Observability;

/// <summary>The part of protobuf's wire format that is needed to read strings and messages.</summary>
internal static class Protobuf
{
    /// <summary>The length-delimited values of one field.</summary>
    public static List<byte[]> Fields(byte[] message, int field)
    {
        var found = new List<byte[]>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            if ((tag & 7) == 2)
            {
                var length = (int)Varint(message, ref at);
                if ((int)(tag >> 3) == field)
                {
                    found.Add(message[at..(at + length)]);
                }

                at += length;
            }
            else
            {
                Skip(message, (int)(tag & 7), ref at);
            }
        }

        return found;
    }

    private static void Skip(byte[] message, int wireType, ref int at)
    {
        switch (wireType)
        {
            case 0: _ = Varint(message, ref at); break;
            case 1: _ = BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at)); at += 8; break;
            case 5: _ = BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at)); at += 4; break;
            default: throw new FormatException($"wire type {wireType}");
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
