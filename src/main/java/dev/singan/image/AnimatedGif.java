package dev.singan.image;

import dev.singan.base.UserException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Writes an animated GIF that repeats for ever. Colours are reduced to 256 per frame; grey is kept. Closing it ends the file. */
public final class AnimatedGif implements AutoCloseable {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final int HUNDREDTHS = 100;

    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("gif").next();
    private final ImageOutputStream stream;
    private final boolean color;
    private final int delay;
    private boolean first = true;

    /**
     * @param out where the file goes; not closed
     * @param color whether the frames are written in colour; otherwise as grey, the mean of the channels
     * @param framesPerSecond in [0.1, 50]; a GIF counts hundredths of a second, so that 30 becomes 33.3
     * @throws UserException where the rate is out of its range
     */
    public AnimatedGif(OutputStream out, boolean color, double framesPerSecond) throws IOException {
        this.color = color;
        delay = delay(framesPerSecond);
        stream = ImageIO.createImageOutputStream(out);
        writer.setOutput(stream);
        writer.prepareWriteSequence(null);
    }

    /** Hundredths of a second that a frame is shown. Errors as in the constructor. */
    public static int delay(double framesPerSecond) {
        if (!(framesPerSecond >= 0.1 && framesPerSecond <= 50)) {
            throw new UserException("singan.fps is " + framesPerSecond
                    + ", but it must be from 0.1 to 50, what viewers of GIFs can show: set -Dsingan.fps=10");
        }
        return (int) Math.round(HUNDREDTHS / framesPerSecond);
    }

    /** Adds a frame, an image in [-1, 1]. */
    public void add(FloatImage image) throws IOException {
        BufferedImage frame = color ? rgb(image) : gray(image);
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(delay));
        if (first) {
            repeatForEver(child(root, "ApplicationExtensions"));
            first = false;
        }
        metadata.setFromTree(FORMAT, root);
        writer.writeToSequence(new IIOImage(frame, null, metadata), null);
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        IIOMetadataNode node = new IIOMetadataNode(name);
        root.appendChild(node);
        return node;
    }

    /** The extension that all viewers know: sub-block 1, and 0 for endless as a 16-bit number. */
    private static void repeatForEver(IIOMetadataNode extensions) {
        IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
        extension.setAttribute("applicationID", "NETSCAPE");
        extension.setAttribute("authenticationCode", "2.0");
        extension.setUserObject(new byte[] {1, 0, 0});
        extensions.appendChild(extension);
    }

    private static BufferedImage gray(FloatImage image) {
        BufferedImage frame = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
        frame.getRaster()
                .setDataElements(
                        0, 0, image.width(), image.height(), image.toGray().pixels());
        return frame;
    }

    private static BufferedImage rgb(FloatImage image) {
        BufferedImage frame = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        List<GrayImage> planes = image.planes();
        int[] pixels = new int[image.width() * image.height()];
        for (GrayImage plane : planes) {
            byte[] values = plane.pixels();
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = pixels[i] << 8 | values[i] & 0xff;
            }
        }
        frame.setRGB(0, 0, image.width(), image.height(), pixels, 0, image.width());
        return frame;
    }

    @Override
    public void close() throws IOException {
        writer.endWriteSequence();
        stream.flush();
        stream.close();
        writer.dispose();
    }
}
